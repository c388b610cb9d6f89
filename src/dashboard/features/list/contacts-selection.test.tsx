import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const list = '/main/contacts'

function stackOf(count: number) {
  const stack = buildStack({ contacts: 0 })
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({
      id,
      name: `Person ${String(id).padStart(3, '0')}`,
      phones: [`+7900000${String(id).padStart(4, '0')}`],
      updated_at: 1_700_000_000 + id,
    })
  return stack
}

type User = Awaited<ReturnType<typeof renderApp>>['user']
const box = (id: number) =>
  screen.findByRole<HTMLInputElement>('checkbox', {
    name: `Select Person ${String(id).padStart(3, '0')}`,
  })
const choose = async (user: User, id: number) => user.click(await box(id))
const page = () => screen.getByRole('checkbox', { name: 'Select all on this page' })
const status = (text: RegExp | string) => screen.findByText(text)

describe('selecting', () => {
  it('spans pages and counts what is not on this page', async () => {
    const { user } = await renderApp(`${list}?sort=id`, { stack: stackOf(60) })
    await choose(user, 2)
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await choose(user, 51)
    expect((await status('2 contacts selected')).parentElement?.textContent).toBe(
      '2 contacts selected · 1 not on this page',
    )
    await user.click(screen.getByRole('button', { name: 'Previous page' }))
    expect((await box(2)).checked).toBe(true)
    expect((await box(3)).checked).toBe(false)
  })

  it('is kept during a search and while a contact is open', async () => {
    const { user, router } = await renderApp(`${list}?sort=id`, { stack: stackOf(5) })
    await choose(user, 4)
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), '002{Enter}')
    await waitFor(() => expect(screen.queryByText('Person 004')).toBeNull())
    await status('1 contact selected')
    await user.click(screen.getByRole('link', { name: 'Person 002' }))
    await screen.findByRole('heading', { level: 1, name: 'Person 002' })
    router.history.back()
    expect(await status('1 contact selected')).toBeDefined()
  })

  it('selects and deselects ranges with Shift', async () => {
    const { user } = await renderApp(`${list}?sort=id`, { stack: stackOf(9) })
    await choose(user, 2)
    await user.keyboard('{Shift>}')
    await choose(user, 6)
    await user.keyboard('{/Shift}')
    await status('5 contacts selected')
    await choose(user, 5)
    await user.keyboard('{Shift>}')
    await choose(user, 3)
    await user.keyboard('{/Shift}')
    expect(await status('2 contacts selected')).toBeDefined()
  })

  it('starts a new range with Shift where the previous row is on another page', async () => {
    const { user } = await renderApp(`${list}?sort=id`, { stack: stackOf(60) })
    await choose(user, 2)
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await box(51)
    await user.keyboard('{Shift>}')
    await choose(user, 53)
    await user.keyboard('{/Shift}')
    expect(await status('2 contacts selected')).toBeDefined()
  })

  it('copies current values, not those of the time of selection', async () => {
    const stack = stackOf(3)
    const { user, client } = await renderApp(`${list}?sort=id`, { stack })
    await choose(user, 2)
    const edit = { id: 2, phones: [{ value: '+79990001122', kind: null }] }
    const answer = await stack.proxy.inject({
      method: 'PATCH',
      url: '/api/sources/main/contacts',
      headers: { origin: 'http://localhost:80' },
      payload: { items: [edit] },
    })
    expect(answer.json()).toMatchObject({ results: [{ outcome: 'changed' }] })
    await client.invalidateQueries({ queryKey: ['contacts'] })
    await screen.findByText('+7 999 000-11-22')
    const write = vi.spyOn(navigator.clipboard, 'writeText')
    await user.click(await screen.findByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Copy phones' }))
    await status('Phones copied: 1')
    expect(write).toHaveBeenCalledWith('+79990001122')
  })

  it('copies the phones of all selected contacts, on this page or not', async () => {
    const { user } = await renderApp(`${list}?sort=id`, { stack: stackOf(60) })
    await choose(user, 1)
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await choose(user, 60)
    const write = vi.spyOn(navigator.clipboard, 'writeText')
    await user.click(await screen.findByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Copy phones' }))
    await status('Phones copied: 2')
    expect(write).toHaveBeenCalledWith('+79000000001\n+79000000060')
  })
})

describe('selecting all that match', () => {
  it('reads to the end and reports that all are selected', async () => {
    const { user } = await renderApp(list, { stack: stackOf(260) })
    await screen.findByRole('table')
    await user.click(page())
    await user.click(await screen.findByRole('button', { name: 'Select all matching' }))
    expect((await status('260 contacts selected')).parentElement?.textContent).toContain(
      'all matching',
    )
    await user.click(await box(260))
    expect((await status('259 contacts selected')).parentElement?.textContent).not.toContain(
      'all matching',
    )
  })

  it('adds to a former selection, and then does not call it all', async () => {
    const { user } = await renderApp(`${list}?search=person&sort=id`, { stack: stackOf(120) })
    await choose(user, 1)
    await user.clear(screen.getByRole('searchbox', { name: 'Search contacts' }))
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), '11{Enter}')
    await waitFor(() => expect(screen.queryByText('Person 002')).toBeNull())
    await user.click(page())
    // Contact 11, contacts 110 to 119, and the phones of these are the same contacts.
    expect((await status('12 contacts selected')).parentElement?.textContent).toBe(
      '12 contacts selected · 1 not on this page',
    )
  })

  it('shows "all that match" only for the query that was counted', async () => {
    const { user } = await renderApp(list, { stack: stackOf(60) })
    await screen.findByRole('table')
    await user.click(page())
    await user.click(await screen.findByRole('button', { name: 'Select all matching' }))
    expect((await status('60 contacts selected')).parentElement?.textContent).toContain(
      'all matching',
    )
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), '003{Enter}')
    await waitFor(() => expect(screen.queryByText('Person 004')).toBeNull())
    expect(screen.queryByText(/all matching/)).toBeNull()
  })

  it('selects only what the search and the filters match', async () => {
    const stack = stackOf(120)
    const { user } = await renderApp(`${list}?search=person&updated=..2023-11-14T22:14:30Z`, {
      stack,
    })
    await screen.findByRole('table')
    await user.click(page())
    await user.click(await screen.findByRole('button', { name: 'Select all matching' }))
    expect(await status('70 contacts selected')).toBeDefined()
  })

  it('keeps what was found when stopped, and calls it a part', async () => {
    const stack = stackOf(300)
    const passed = stack.fetch
    stack.fetch = (input, init) =>
      String(input instanceof Request ? input.url : input).includes('page=2&size=250')
        ? new Promise((_, reject) => {
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
          })
        : passed(input, init)
    const { user } = await renderApp(list, { stack })
    await screen.findByRole('table')
    await user.click(page())
    await user.click(await screen.findByRole('button', { name: 'Select all matching' }))
    await status('Found 250…')
    expect(document.activeElement?.textContent).toBe('Stop')
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    // The 50 contacts of the page, which have the highest IDs, and the first 250.
    expect((await status('300 contacts selected')).parentElement?.textContent).toContain(
      'not all matching: counting was stopped',
    )
  })

  it('shows why a count failed, and counts again on request', async () => {
    const stack = stackOf(120)
    const { user } = await renderApp(list, { stack })
    await screen.findByRole('table')
    await user.click(page())
    const fault = stack.mock.faults.add({ kind: 'status', status: 402, path: '/api/v4/contacts' })
    await user.click(await screen.findByRole('button', { name: 'Select all matching' }))
    const note = (await status(/count was not completed/)).closest('p')!
    stack.mock.faults.remove(fault.id)
    await user.click(within(note).getByRole('button', { name: 'Retry' }))
    expect(await status('120 contacts selected')).toBeDefined()
  })

  it('is refused if the account ignores the filter', async () => {
    const stack = stackOf(60)
    stack.mock.faults.add({ kind: 'ignore-filter' })
    const { user } = await renderApp(`${list}?name=Person%20001`, { stack })
    await screen.findByRole('table')
    await user.click(page())
    await user.click(await screen.findByRole('button', { name: 'Select all matching' }))
    await status(/all matching contacts would include others/)
    expect(await status('50 contacts selected')).toBeDefined()
  })

  it('checks a bot’s contacts against the reported total', async () => {
    const { user } = await renderApp('/bots/contacts', { stack: buildStack({ contacts: 400 }) })
    await screen.findByRole('table')
    const range = await screen.findByText(/^1–50 of [\d,]+$/)
    const total = /[\d,]+$/.exec(range.textContent)?.[0]
    await user.click(page())
    await user.click(await screen.findByRole('button', { name: /^Select all matching: / }))
    expect(await status(`${total} contacts selected`)).toBeDefined()
  })
})
