import { screen } from '@testing-library/react'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const stack = buildStack({ contacts: 0, mirror: true })
beforeAll(async () => {
  const { store } = stack.mock
  const field = store.directory.fields().find(({ type }) => type === 'text')
  store.addContact({
    id: 1,
    name: 'Ada Lovelace',
    phones: ['+7 495 000-11-22', '+7 916 555-01-77'],
    emails: ['ada@analytical-engines.example'],
    tags: ['press', 'vip'],
    fields: [
      {
        field_id: field?.id ?? 0,
        field_name: field?.name ?? '',
        field_code: field?.code ?? null,
        field_type: 'text',
        values: [{ value: 'Mathematician' }],
      },
    ],
  })
  store.addContact({ id: 2, name: 'Grace' })
  stack.sources.main.mirror?.begin()
  await vi.waitUntil(() => stack.sources.main.mirror?.isComplete(), { timeout: 20_000 })
})
afterAll(() => stack.sources.main.close())

/** The cell on a wide screen, with what is found in brackets. */
async function cell(column: string): Promise<string> {
  const table = await screen.findByRole('table', { name: 'Contacts' })
  const shown = table.querySelector(`tbody [data-column="${column}"]`)
  const copy = shown?.cloneNode(true)
  if (!(copy instanceof Element)) return ''
  copy.querySelector('.sm\\:hidden')?.remove()
  for (const mark of copy.querySelectorAll('mark')) mark.textContent = `[${mark.textContent}]`
  return copy.textContent
}
const list = (search: string, columns: string) =>
  renderApp(`/main/contacts?search=${encodeURIComponent(search)}&columns=${columns}`, { stack })

describe('a search of a complete copy', () => {
  it('marks what matches in the cells, and brings it forward where not all values fit', async () => {
    await list('lov 916555 vip engines', 'name,phones,tags,emails')
    await expect.poll(() => cell('name')).toBe('Ada [Lov]elace')
    await expect.poll(() => cell('phones')).toBe('+7 [916 555]-01-77+1also +7 495 000-11-22')
    await expect.poll(() => cell('tags')).toBe('[vip]press')
    await expect.poll(() => cell('emails')).toBe('ada@analytical-[engines].example')
  })

  it('says beside the name what matches without a column', async () => {
    const { user } = await list('lov 555-01-77', 'name')
    await expect.poll(() => cell('name')).toBe('Ada [Lov]elacePhone: …6 [555-01-77]')
    const note = await screen.findByText('Phone:')
    // The tooltip is loaded after the rows.
    await expect
      .poll(async () => {
        await user.unhover(note)
        await user.hover(note)
        return screen.queryByRole('tooltip')?.textContent
      })
      .toBe('Phone: +7 916 555-01-77')
  })

  it('names a field of the account, too', async () => {
    await list('mathem', 'name')
    await expect.poll(() => cell('name')).toBe('Ada LovelacePosition: [Mathem]atician')
  })

  it('marks nothing any more when it is cleared', async () => {
    const { user } = await list('ada', 'name')
    await expect.poll(() => cell('name')).toBe('[Ada] Lovelace')
    await user.click(screen.getByRole('button', { name: 'Clear search' }))
    await screen.findByRole('link', { name: 'Grace' })
    expect(document.querySelector('mark')).toBeNull()
  })
})
