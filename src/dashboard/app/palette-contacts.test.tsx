import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openJobs, people } from '#testing/job-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import { renderAs } from '#testing/render-as.tsx'
import { spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'
import { buildStack } from '#testing/stack.ts'
import { setText } from '#testing/values.ts'

const list = '/main/contacts'

async function openPalette(options: Parameters<typeof renderApp>[1] = {}) {
  const app = await renderApp(list, options)
  await screen.findByRole('table')
  await app.user.keyboard('{Control>}k{/Control}')
  await screen.findByRole('combobox', { expanded: true })
  return app
}

const options = () =>
  within(screen.getByRole('listbox', { name: 'Results' })).getAllByRole('option')
const results = () => options().map((item) => item.textContent)
const group = (name: string) => screen.findByRole('group', { name })
const active = () => screen.getByRole('option', { selected: true })

afterEach(stopSpeaking)

describe('the palette', () => {
  it('shows what other sources and commands have where one source fails, until it is asked again', async () => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.store.addContact({ name: 'Exporter' })
    const { user } = await openPalette({ stack })
    const { id } = stack.mock.faults.add({ kind: 'status', status: 402, path: '/api/v4/contacts*' })
    await user.keyboard('export')
    expect(await screen.findByText(/results\. Main did not respond$/)).toBeDefined()
    expect(results()[0]).toMatch(/^Export to a file/)
    const legacy = within(await group('Contacts · Legacy'))
    expect(legacy.getByRole('option').textContent).toContain('Exporter')
    stack.mock.faults.remove(id)
    await user.click(screen.getByRole('option', { name: /^Try again/ }))
    const main = within(await group('Contacts · Main'))
    expect(await main.findByRole('option', { name: /^Exporter/ })).toBeDefined()
    expect(screen.queryByText(/did not respond/)).toBe(null)
  })

  it('offers what can be done with the selected contacts, and says how many they are', async () => {
    const stack = buildStack({ contacts: 3 })
    const { user } = await renderApp(list, { stack })
    await screen.findByRole('table')
    await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
    await screen.findByRole('combobox', { name: /^Responsible: for all selected/ })
    await user.keyboard('{Control>}k{/Control}assign')
    await screen.findByRole('combobox', { expanded: true })
    expect(active()?.textContent).toBe('Assign… 3 contacts selected')
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('dialog', { name: 'Edit 3 contacts' })).toBeDefined()
  })

  it('offers what can be done with the contact that is open', async () => {
    const stack = buildStack({ contacts: 0 })
    const { id } = stack.mock.store.addContact({ name: 'Ada', phones: ['+79161234567'] })
    const { user, router } = await renderApp(`${list}/${id}`, { stack })
    await screen.findByRole('heading', { level: 1, name: 'Ada' })
    await screen.findByRole('button', { name: 'Edit: Responsible' })
    await user.keyboard('{Control>}k{/Control}')
    const own = within(await group('This contact · Ada'))
    expect(own.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'Edit Responsible… Ada',
      'Edit Tags… Ada',
      'Edit all fields… Ada',
      'Copy phone +7 916 123-45-67',
      'Copy link',
    ])
    await user.keyboard('responsible{Enter}')
    expect(await screen.findByRole('combobox', { name: 'Responsible' })).toBeDefined()
    await user.keyboard('{Escape}{Control>}k{/Control}')
    await screen.findByRole('combobox', { name: 'Commands and search' })
    await user.keyboard('all fields{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe(`${list}/${id}/edit`))
  })

  it('creates a contact with what was typed, in each source where one may', async () => {
    const stack = buildStack({ contacts: 1 })
    const { user, router } = await openPalette({ stack })
    await user.keyboard('Ada +7 916 555-01-01')
    const create = within(await group('New contact'))
    expect(create.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'Create contact “Ada +7 916 555-01-01” Main',
      'Create contact “Ada +7 916 555-01-01” Legacy',
      'Create contact “Ada +7 916 555-01-01” Bots',
    ])
    await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}{Enter}')
    const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Full name' })
    expect(router.state.location.pathname).toBe('/main/contacts/new')
    expect(name.value).toBe('Ada')
    expect(screen.getByDisplayValue('+7 916 555-01-01')).toBeDefined()
    await user.click(await screen.findByRole('button', { name: 'Create' }))
    await waitFor(() => expect(stack.mock.store.countContacts()).toBe(2))
  })

  it('does not offer to create a contact where one may not', async () => {
    const { user } = await renderAs('viewer', list)
    await screen.findByRole('table')
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('combobox', { expanded: true })
    await user.keyboard('zzzz')
    await screen.findByText('No contacts found')
    expect(screen.queryByRole('group', { name: 'New contact' })).toBe(null)
  })

  it('shows of the contacts opened before those that one sees now', async () => {
    const stack = buildStack({ contacts: 0 })
    for (const id of [7, 8, 9]) stack.mock.store.addContact({ id, name: `Ada ${id}` })
    const stored = [7, 8, 404].map((id) => ({ source: 'main', id }))
    localStorage.setItem('kartoteka.recent', JSON.stringify(stored))
    await openPalette({ stack })
    const recent = within(await group('Recent contacts'))
    await recent.findByRole('option', { name: /^Ada 8/ })
    const names = recent.getAllByRole('option').map(({ textContent }) => textContent)
    expect(names).toEqual(['A7Ada 7 Main', 'A8Ada 8 Main'])
  })

  it('finds a job by what it has written', async () => {
    const { stack, jobClient } = openJobs()
    const { rows } = await jobClient.run({ kind: 'create', rows: people(1) })
    const { job } = await jobClient.run({
      kind: 'edit',
      subject: {
        code: 'edit',
        attributes: [
          {
            key: 'name',
            name: 'Name',
            edit: { operation: 'set', value: { kind: 'text', values: ['Chief'] } },
          },
        ],
      },
      rows: [{ id: rows[0]?.contactId ?? 0, changes: [setText('name', 'Chief')] }],
    })
    const { user, router } = await openPalette({ stack })
    await user.keyboard('→ chief')
    expect(active().textContent).toBe('Name → Chief · 1')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe(`/main/jobs/${job.id}`))
  })

  it('is read by a screen reader as a box with groups of results and what became of the search', async () => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.store.addContact({ id: 1, name: 'Zenobia', phones: ['+79161234567'] })
    const { user } = await openPalette({ stack })
    await user.keyboard('zenobia')
    await within(await group('Contacts · Legacy')).findByRole('option', { name: /^Zenobia/ })
    await screen.findByText(/^\d+ results$/)
    const dialog = screen.getByRole('dialog')
    const created = ['Main', 'Legacy', 'Bots'].flatMap((title, index) => [
      `option, Create contact “zenobia” ${title}, not selected, position ${index + 1}, set size 3`,
      'Create contact “zenobia”',
      title,
    ])
    const contact = 'Zenobia +7 916 123-45-67'
    expect((await spokenPhrases(dialog)).slice(1)).toEqual([
      'dialog, Commands and search, modal',
      `combobox, Commands and search, zenobia, has popup listbox, expanded, active descendant ${contact}, autocomplete in list, 1 control`,
      'listbox, Results, orientated vertically',
      'group, Contacts · Main',
      `option, ${contact}, selected, position 1, set size 1`,
      'Zenobia',
      '+7 916 123-45-67',
      'group, Contacts · Legacy',
      `option, ${contact}, not selected, position 1, set size 1`,
      'Zenobia',
      '+7 916 123-45-67',
      'group, New contact',
      ...created,
      'status',
      '5 results',
    ])
  })
})
