import { screen, waitFor, within } from '@testing-library/react'
import { expect, it, onTestFinished, vi } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack, controlOf } from '#testing/stack.ts'

/** A list of twelve contacts by name, which the copy follows without a pause. */
async function open(address = '/main/contacts?sort=name') {
  const stack = buildStack({
    contacts: 0,
    mirror: true,
    mirrorSettings: { interval: 0, watchedInterval: 0 },
  })
  onTestFinished(() => stack.sources.main.close())
  const ids = Array.from({ length: 12 }, (_, index) => {
    const letter = String.fromCodePoint('A'.codePointAt(0)! + index) // of the alphabet
    return stack.mock.store.addContact({ name: `${letter} person`, phones: ['+7 495 000-11-22'] })
      .id
  })
  stack.sources.main.mirror?.begin()
  await vi.waitUntil(() => stack.sources.main.mirror?.isComplete(), { timeout: 20_000 })
  const app = await renderApp(address, { stack })
  expect(await screen.findByText('1–12 of 12')).toBeDefined()
  const control = controlOf(stack.mock)
  return { ...app, stack, ids, control }
}

const names = () =>
  [...document.querySelectorAll('.contacts-row .contacts-name')].map((name) => name.textContent)

const rowOf = (name: string) => {
  const row = screen.getByRole('link', { name }).closest('tr')
  if (!row) throw new Error(`No row of ${name}`)
  return within(row)
}

const alphabet = 'ABCDEFGHIJKL'.split('').map((letter) => `${letter} person`)

it('shows new values in their rows, with a mark that goes when the row is used', async () => {
  const { control, ids, user } = await open()
  expect(names()).toEqual(alphabet)
  await control('PATCH', `/_mock/contacts/${ids[2]}`, { name: 'C person, married' })
  const mark = await screen.findByText(/^Changed by sync \d+:\d\d/)
  expect(names()).toEqual(alphabet.with(2, 'C person, married'))
  expect(rowOf('C person, married').getByText(/^Changed by sync/)).toBe(mark)
  expect(screen.queryByRole('button', { name: /refresh|new order/ })).toBeNull()
  await user.click(rowOf('D person').getByRole('checkbox'))
  expect(mark.isConnected).toBe(true)
  await user.click(rowOf('C person, married').getByRole('checkbox'))
  await waitFor(() => expect(mark.isConnected).toBe(false))
})

it('leaves the rows where they are until their new order is wanted', async () => {
  const { control, ids, user } = await open()
  await control('PATCH', `/_mock/contacts/${ids[0]}`, { name: 'Z person' })
  const button = await screen.findByRole('button', { name: 'Show new order' })
  expect(names()).toEqual(alphabet.with(0, 'Z person'))
  await user.click(button)
  await waitFor(() => expect(names()).toEqual([...alphabet.slice(1), 'Z person']))
  expect(screen.queryByRole('button', { name: 'Show new order' })).toBeNull()
  expect(screen.queryByText(/^Changed by sync/)).toBeNull()
})

it('counts new contacts at once and shows them when they are wanted', async () => {
  const { stack, user } = await open()
  stack.mock.store.addContact({ name: 'A new person' })
  stack.mock.store.addContact({ name: 'B new person' })
  const button = await screen.findByRole('button', { name: '2 new contacts: refresh' })
  expect(screen.getByText('1–12 of 14')).toBeDefined()
  expect(names()).toEqual(alphabet)
  await user.click(button)
  expect(await screen.findByText('1–14 of 14')).toBeDefined()
  expect(names()).toContain('A new person')
})

it('marks rows that are gone, and takes them out when that is wanted', async () => {
  const { control, ids, user } = await open()
  await control('POST', '/_mock/contacts/delete', { ids: [ids[5]] })
  const button = await screen.findByRole('button', { name: 'The list has changed: refresh' })
  expect(names()).toEqual(alphabet)
  expect(rowOf('F person').getByText(/^No longer at the source/)).toBeDefined()
  await user.click(button)
  await waitFor(() => expect(names()).toEqual(alphabet.filter((name) => name !== 'F person')))
})

it('goes on saying how current the rows are while nothing changes', async () => {
  await open()
  const time = await screen.findByText(/^Synchronised/)
  const before = time.getAttribute('datetime')
  await waitFor(() => expect(time.getAttribute('datetime')).not.toBe(before))
})

it('shows an order that waits for the copy, once it is filled anew, without a reload', async () => {
  const { stack } = await open('/main/contacts?sort=company')
  stack.mock.faults.add({ kind: 'status', status: 402, path: '/api/v4/contacts' })
  await stack.sources.main.mirror?.refill()
  expect(
    await screen.findByText('The requested order applies once all contacts are read'),
  ).toBeDefined()
})

it('reports an order that is gone with the copy, without a reload', async () => {
  const { stack } = await open('/main/contacts?sort=company')
  await stack.sources.main.mirror?.erase()
  expect(
    await screen.findByText('The requested order needs the local copy, which is off'),
  ).toBeDefined()
})

it('asks regularly while there are no events, and shows what has changed all the same', async () => {
  const stack = buildStack({
    contacts: 3,
    mirror: true,
    mirrorSettings: { interval: 0, watchedInterval: 0 },
  })
  onTestFinished(() => stack.sources.main.close())
  stack.sources.main.mirror?.begin()
  await vi.waitUntil(() => stack.sources.main.mirror?.isComplete(), { timeout: 20_000 })
  const passed = stack.fetch
  stack.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input)
    if (url.endsWith('/api/events')) throw new TypeError('fetch failed')
    return passed(input, init)
  }
  await renderApp('/main/contacts?sort=name', { stack })
  await screen.findByText(/^1–\d+ of \d+$/)
  const [id] = [...document.querySelectorAll('.contacts-row[data-id]')].map((row) =>
    row.getAttribute('data-id'),
  )
  await controlOf(stack.mock)('PATCH', `/_mock/contacts/${id}`, { name: 'Changed' })
  expect(await screen.findByRole('link', { name: 'Changed' }, { timeout: 20_000 })).toBeDefined()
  expect(await screen.findByText(/^Changed by sync/)).toBeDefined()
})
