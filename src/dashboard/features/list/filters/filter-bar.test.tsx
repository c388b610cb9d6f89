import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { apply, pick } from '#testing/filter-screen.ts'
import { captureDownloads } from '#testing/export-screen.ts'
import { buildStack } from '#testing/stack.ts'

const list = '/main/contacts'
const day = 86_400

function people() {
  const stack = buildStack({ contacts: 0 })
  const now = Math.floor(Date.now() / 1000)
  const [first, second] = stack.mock.store.directory.users()
  stack.mock.store.addContact({
    id: 1,
    name: 'Ada Lovelace',
    responsible_user_id: first!.id,
    created_at: now,
  })
  stack.mock.store.addContact({
    id: 2,
    name: 'Grace Hopper',
    responsible_user_id: second!.id,
    created_at: now - 40 * day,
  })
  stack.mock.store.addContact({
    id: 3,
    name: 'Emmy Noether',
    responsible_user_id: second!.id,
    created_at: now - 3 * day,
  })
  return { stack, first: first!, second: second! }
}

const names = async () =>
  within(await screen.findByRole('table', { name: 'Contacts' }))
    .getAllByRole('link')
    .map((link) => link.textContent)
    .toSorted()

type User = Parameters<typeof pick>[0]

describe('the filter builder', () => {
  it('offers the source’s filters and the account’s fields', async () => {
    const { stack } = people()
    const { user } = await renderApp(list, { stack })
    await user.click(await screen.findByRole('button', { name: 'Filter' }))
    const available = await screen.findByRole('list', { name: 'Filters' })
    await within(available).findByRole('button', { name: 'Тариф' })
    const offered = within(available)
      .getAllByRole('list')
      .map((group) => [
        group.getAttribute('aria-labelledby') &&
          document.getElementById(group.getAttribute('aria-labelledby')!)?.textContent,
        ...within(group)
          .getAllByRole('button')
          .map((button) => button.textContent),
      ])
    expect(offered.slice(0, 3)).toEqual([
      ['Contact', 'ID', 'Name'],
      ['Work', 'Responsible', 'Next task'],
      ['History', 'Created by', 'Updated by', 'Created', 'Updated'],
    ])
    expect(offered[3]).toEqual(expect.arrayContaining(['Account fields', 'Тариф']))
    await user.type(screen.getByRole('textbox', { name: 'Find' }), 'тариф')
    expect(within(available).getAllByRole('button')).toHaveLength(1)
  })

  it('offers a few without a box to find them in', async () => {
    const { user } = await renderApp('/bots/contacts', { stack: buildStack({ contacts: 3 }) })
    await user.click(await screen.findByRole('button', { name: 'Filter' }))
    const available = await screen.findByRole('list', { name: 'Filters' })
    expect(within(available).getByRole('button', { name: 'Created' })).toBeDefined()
    expect(screen.queryByRole('textbox', { name: 'Find' })).toBeNull()
  })

  it('accepts text typed before its list is loaded', async () => {
    const { stack } = people()
    const { user } = await renderApp(list, { stack })
    await user.click(await screen.findByRole('button', { name: 'Filter' }))
    await user.keyboard('upd')
    const box = await screen.findByRole('textbox', { name: 'Find' })
    await waitFor(() => expect(box).toHaveProperty('value', 'upd'))
  })

  it('keeps the focus inside on the way to a filter and back', async () => {
    const { stack } = people()
    const { user } = await renderApp(list, { stack })
    await pick(user, 'Responsible')
    expect(document.activeElement?.textContent).toBe('Responsible')
    await user.click(screen.getByRole('button', { name: 'All filters' }))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Find' }))
  })

  it('filters by user, shows it as a chip and in the URL, and removes it', async () => {
    const { stack, second } = people()
    const { user, router } = await renderApp(list, { stack })
    await pick(user, 'Responsible')
    await user.click(await screen.findByRole('checkbox', { name: second.name }))
    await apply(user)
    await waitFor(async () => expect(await names()).toEqual(['Emmy Noether', 'Grace Hopper']))
    expect(router.state.location.search).toMatchObject({ responsible: String(second.id) })
    const chip = await screen.findByRole('button', { name: `Responsible: ${second.name}` })
    expect(chip).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Remove filter “Responsible”' }))
    await waitFor(async () => expect(await names()).toHaveLength(3))
    expect(router.state.location.searchStr).toBe('')
    expect(document.activeElement?.textContent).toBe('Filter')
  })

  it('edits a filter by its chip', async () => {
    const { stack, first, second } = people()
    const { user } = await renderApp(`${list}?responsible=${first.id}`, { stack })
    await user.click(await screen.findByRole('button', { name: `Responsible: ${first.name}` }))
    await user.click(await screen.findByRole('checkbox', { name: second.name }))
    await apply(user)
    await waitFor(async () => expect(await names()).toHaveLength(3))
    expect(
      await screen.findByRole('button', { name: `Responsible: ${first.name}, ${second.name}` }),
    ).toBeDefined()
  })

  it('accepts a range of days by a preset, which remains a preset in the URL', async () => {
    const { stack } = people()
    const { user, router } = await renderApp(list, { stack })
    await pick(user, 'Created')
    await user.click(await screen.findByRole('button', { name: 'Last 7 days' }))
    await waitFor(async () => expect(await names()).toEqual(['Ada Lovelace', 'Emmy Noether']))
    expect(router.state.location.search).toMatchObject({ created: 'last7' })
    expect(await screen.findByRole('button', { name: /^Created: Last 7 days/ })).toBeDefined()
  })

  it('accepts a range of days by its ends', async () => {
    const { stack } = people()
    const { user } = await renderApp(list, { stack })
    await pick(user, 'Created')
    const to = new Date(Date.now() - 10 * day * 1000).toISOString().slice(0, 10)
    await user.type(await screen.findByLabelText('To'), to)
    await apply(user)
    await waitFor(async () => expect(await names()).toEqual(['Grace Hopper']))
  })

  it('does not apply an unsupported year, and explains why', async () => {
    const { stack } = people()
    const { user, router } = await renderApp(list, { stack })
    await pick(user, 'Created')
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '0090-01-02' } })
    expect(screen.getByRole('alert').textContent).toBe('Enter a year from 1000 to 9999.')
    await apply(user)
    expect(router.state.location.searchStr).toBe('')
  })

  it('accepts IDs in any notation and complete names', async () => {
    const { stack } = people()
    const { user } = await renderApp(list, { stack })
    await pick(user, 'ID')
    await user.type(await screen.findByRole('textbox', { name: /IDs/ }), '1; 3')
    await apply(user)
    await waitFor(async () => expect(await names()).toEqual(['Ada Lovelace', 'Emmy Noether']))
    await pick(user, 'Name')
    await user.click(await screen.findByRole('textbox', { name: 'Exact name' }))
    await user.paste('\u202AAda\u00A0Lovelace\u202C')
    await apply(user)
    await waitFor(async () => expect(await names()).toEqual(['Ada Lovelace']))
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    await waitFor(async () => expect(await names()).toHaveLength(3))
  })

  it('does not apply invalid values', async () => {
    const { stack } = people()
    const { user, router } = await renderApp(list, { stack })
    await pick(user, 'ID')
    await user.type(await screen.findByRole('textbox', { name: /IDs/ }), 'nobody{Enter}')
    expect(router.state.location.searchStr).toBe('')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('reports that nothing matches, and offers to clear filters', async () => {
    const { stack } = people()
    const { user } = await renderApp(`${list}?ids=99`, { stack })
    const heading = await screen.findByRole('heading', { name: 'No matching contacts' })
    const panel = heading.closest('div')!
    expect(panel.textContent).toContain('No contacts match these filters.')
    await user.click(within(panel).getByRole('button', { name: 'Clear filters' }))
    await waitFor(async () => expect(await names()).toHaveLength(3))
  })

  it('reports a filter that the account ignored', async () => {
    const { stack, first } = people()
    stack.mock.faults.add({ kind: 'ignore-filter' })
    await renderApp(`${list}?responsible=${first.id}`, { stack })
    expect(await screen.findByText(/account ignored the filter/)).toBeDefined()
  })
})

describe.each(['America/New_York', 'Europe/Berlin', 'Europe/Moscow', 'Asia/Vladivostok'])(
  'days for a user in %s of an account in Moscow',
  (zone) => {
    const contacts = ['30.09.2026', '01.10.2026', '02.10.2026']
    const ownZone = process.env['TZ']
    beforeEach(() => {
      process.env['TZ'] = zone
    })
    afterEach(() => {
      if (ownZone === undefined) delete process.env['TZ']
      else process.env['TZ'] = ownZone
    })

    function signed() {
      const stack = buildStack({ contacts: 0 })
      const field = stack.mock.store.directory.fields().find(({ type }) => type === 'date')!
      for (const [index, name] of contacts.entries()) {
        const day = name.split('.').toReversed().join('-')
        const at = Date.parse(`${day}T00:00:00+03:00`) / 1000
        stack.mock.store.addContact({
          id: index + 1,
          name,
          created_at: at + 3600,
          fields: [
            {
              field_id: field.id,
              field_name: field.name,
              field_code: null,
              field_type: 'date',
              values: [{ value: at }],
            },
          ],
        })
      }
      return { stack, field }
    }
    const takeDay = async (user: User, filter: string) => {
      await pick(user, filter)
      for (const label of ['From', 'To'])
        fireEvent.change(await screen.findByLabelText(label), { target: { value: '2026-10-01' } })
      await apply(user)
    }

    it('are the account’s for a date field: URL, chip, rows and all that match', async () => {
      const { stack, field } = signed()
      captureDownloads(stack)
      const { user, router } = await renderApp(list, { stack })
      await takeDay(user, field.name)
      await waitFor(async () => expect(await names()).toEqual(['01.10.2026']))
      const { fields } = router.state.location.search as { fields: string }
      expect(JSON.parse(fields)).toEqual([{ id: field.id, from: '2026-10-01', to: '2026-10-01' }])
      expect(screen.getByRole('button', { name: `${field.name}: Oct 1, 2026` })).toBeDefined()
      await user.click(screen.getByRole('button', { name: 'Export' }))
      const dialog = await screen.findByRole('dialog')
      await user.click(within(dialog).getByRole('button', { name: 'Export' }))
      expect(await within(dialog).findByText(/^1 contact · /)).toBeDefined()
    })

    it('are the account’s for times, and the zone is named if it differs', async () => {
      const { stack } = signed()
      const { user, router } = await renderApp(list, { stack })
      await takeDay(user, 'Created')
      await waitFor(async () => expect(await names()).toEqual(['01.10.2026']))
      expect(router.state.location.search).toMatchObject({ created: '2026-10-01..2026-10-01' })
      const named = zone === 'Europe/Moscow' ? '' : ' (Moscow, GMT+3)'
      const chip = { name: `Created: Oct 1, 2026${named}` }
      await user.click(await screen.findByRole('button', chip))
      await screen.findByLabelText('To')
      expect(screen.queryByText(/^Days of the account’s time zone: Moscow/) === null).toBe(
        named === '',
      )
    })
  },
)

it('offers a bot’s own filters for a bot', async () => {
  const { user } = await renderApp('/bots/contacts')
  await pick(user, 'Bot')
  const [bot] = await screen.findAllByRole('radio')
  await user.click(bot!)
  await apply(user)
  expect(await screen.findByRole('button', { name: /^Bot: / })).toBeDefined()
})

it('speaks Russian as well', async () => {
  const { stack, first } = people()
  const { user } = await renderApp(`${list}?created=last30&responsible=${first.id}`, {
    stack,
    language: 'ru',
  })
  expect(await screen.findByRole('button', { name: /^Создан: Последние 30 дней/ })).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Фильтр' }))
  expect(await screen.findByRole('button', { name: 'Кем изменён' })).toBeDefined()
})
