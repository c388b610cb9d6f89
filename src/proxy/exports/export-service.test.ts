import { describe, expect, it, onTestFinished } from 'vitest'
import { exportClient } from '#testing/export-client.ts'
import { exportOrderOf } from '#testing/export-order.ts'
import { stackOf } from '#testing/numbered-contacts.ts'
import { buildStack, type Stack } from '#testing/stack.ts'
import { writeInThread } from './file-writing.ts'

const names = ({ lines }: { lines: string[] }) => lines.slice(1)

async function copied(count: number): Promise<Stack> {
  const stack = buildStack({ contacts: 0, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({ id, name: `Person ${String(id).padStart(3, '0')}` })
  const { mirror } = stack.sources.main
  mirror?.begin()
  await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  await mirror?.pause()
  return stack
}

describe('an export of the source', () => {
  it('has everything in the order of the list, though it is read by IDs', async () => {
    const stack = stackOf(260)
    const { run } = exportClient(stack)
    const exported = await run({ query: 'sort=-updatedAt' })
    expect(names(exported)).toEqual(
      Array.from({ length: 260 }, (_, index) => `Person ${260 - index}`),
    )
    expect(exported).toMatchObject({
      state: 'ready',
      name: 'contacts.csv',
      read: 260,
      rows: 260,
      missing: 0,
      selected: null,
      asOf: null,
      timeZone: 'Europe/Moscow',
      starts: 1,
    })
    expect(exported.bytes).toBe(Buffer.byteLength(exported.file?.body ?? ''))
    const asked = stack.mock.received.all().filter(({ url }) => /\/contacts\?/.test(url))
    expect(asked.map(({ url }) => decodeURIComponent(url))).toEqual([
      expect.stringContaining('order[id]=asc'),
      expect.stringContaining('order[id]=asc'),
    ])
  })

  it('has only what the filter and the search match', async () => {
    const { run } = exportClient(stackOf(30))
    expect(names(await run({ query: 'ids=3%2C7' }))).toEqual(['Person 7', 'Person 3'])
    expect(names(await run({ query: 'search=Person+29' }))).toEqual(['Person 29'])
  })

  it('of selected contacts reads them again, and counts those that are gone', async () => {
    const stack = stackOf(10)
    const before = stack.mock.store.contact(2)!
    stack.mock.store.contacts.save(before, { ...before, name: 'Renamed' })
    const gone = stack.mock.store.contact(3)!
    stack.mock.store.contacts.save(gone, { ...gone, trashed: true })
    const { run } = exportClient(stack)
    const exported = await run({ ids: [7, 2, 3], query: 'ids=9' })
    expect(names(exported)).toEqual(['Person 7', 'Renamed'])
    expect(exported).toMatchObject({ selected: 3, rows: 2, missing: 1 })
    expect(names(await run({ ids: [7, 2, 1], query: 'sort=name' }))).toEqual([
      'Person 1',
      'Person 7',
      'Renamed',
    ])
  })

  it('finds selected contacts by reading all where the source has no filter by IDs', async () => {
    const stack = buildStack()
    const { items } = await stack.sources.bots.reader.listContacts(
      { page: 1, size: 50, search: '' },
      { priority: 'person' },
    )
    const ids = items.slice(0, 2).map(({ id }) => id)
    const { run } = exportClient(stack, undefined, 'bots')
    const exported = await run({ ids, columns: [{ key: 'id', title: 'ID' }] })
    expect(names(exported).map(Number)).toEqual(ids)
  })
})

describe('an export of a complete local copy', () => {
  it('has the order of the list, and does not ask the source for contacts', async () => {
    const stack = await copied(260)
    stack.mock.received.clear()
    const exported = await exportClient(stack).run({ query: 'sort=-name' })
    expect(names(exported)).toHaveLength(260)
    expect(names(exported)[0]).toBe('Person 260')
    expect(names(exported).at(-1)).toBe('Person 001')
    expect(exported.asOf).toMatch(/^\d{4}-/)
    expect(stack.mock.received.all().filter(({ url }) => url.includes('/contacts'))).toEqual([])
  })

  it('sorts selected contacts as the list does, and counts those that it does not have', async () => {
    const stack = await copied(300)
    const { run } = exportClient(stack)
    const few = await run({ ids: [5, 9, 999, 7], query: 'sort=-name' })
    expect(names(few)).toEqual(['Person 009', 'Person 007', 'Person 005'])
    expect(few).toMatchObject({ total: 4, rows: 3, missing: 1 })
    const ids = Array.from({ length: 270 }, (_, index) => index + 1)
    expect(names(await run({ ids, query: 'sort=-name' }))[0]).toBe('Person 270')
  })
})

describe('an export that cannot be complete', () => {
  it('has no file if the account ignored the filter', async () => {
    const stack = stackOf(300)
    stack.mock.faults.add({ kind: 'ignore-filter' })
    const client = exportClient(stack)
    const ended = await client.run({ query: 'ids=3' })
    expect(ended).toMatchObject({ state: 'failed', failure: 'filter_ignored', rows: 0, bytes: 0 })
    expect((await client.download(ended.id)).statusCode).toBe(404)
  })

  it('has no file if a page in the middle fails, and is complete when it is begun again', async () => {
    let isUnpaid = true
    const stack = stackOf(600, 1, {
      relay: (send) => async (request) => {
        const isSecond = /page=2/.test(request.path)
        if (!isUnpaid || !isSecond) return send(request)
        const { id } = stack.mock.faults.add({ kind: 'status', status: 402 })
        const answer = await send(request)
        stack.mock.faults.remove(id)
        return answer
      },
    })
    const client = exportClient(stack)
    const ended = await client.run()
    expect(ended).toMatchObject({
      state: 'failed',
      failure: 'problem',
      problem: { code: 'source_unpaid' },
      read: 250,
    })
    isUnpaid = false
    const again = (await client.ask('POST', `/${ended.id}/repeat`)).json<{ id: string }>()
    await stack.exports.idle()
    expect(await client.read(again.id)).toMatchObject({ state: 'ready', rows: 600 })
  })

  it('has no file if the list changed while it was read', async () => {
    const stack = stackOf(600, 10, {
      relay: (send) => async (request) => {
        // A contact of the first page moves to the second page as well.
        if (request.path.includes('page=2'))
          for (let id = 5; id < 8; id++) stack.mock.store.addContact({ id, name: 'Early' })
        return send(request)
      },
    })
    expect(await exportClient(stack).run()).toMatchObject({
      state: 'failed',
      failure: 'list_changed',
      bytes: 0,
    })
  })

  it('goes on after a failure that passes', async () => {
    const stack = buildStack({ contacts: 0, exportSettings: { retryWaits: [0, 0] } })
    stack.mock.store.addContact({ name: 'Ada' })
    stack.mock.faults.add({ kind: 'status', status: 504, path: '/api/v4/contacts', times: 4 })
    expect(await exportClient(stack).run()).toMatchObject({ state: 'ready', rows: 1 })
  })

  it('names the contacts that could not be read, and has all others', async () => {
    const stack = stackOf(600)
    stack.mock.faults.add({
      kind: 'odd-value',
      path: '/api/v4/contacts',
      at: '/_embedded/contacts/id=137/id',
      value: { odd: true },
    })
    const exported = await exportClient(stack).run()
    expect(exported).toMatchObject({
      state: 'ready',
      rows: 599,
      unreadable: { count: 1, rows: [{ id: null, path: '_embedded.contacts.136' }] },
    })
    expect(names(exported)).not.toContain('Person 137')
  })

  it('has no file if it would be too large', async () => {
    const stack = buildStack({ contacts: 60, exportSettings: { maxBytes: 200 } })
    expect(await exportClient(stack).run()).toMatchObject({ failure: 'too_large', bytes: 0 })
  })
})

it('rejects an order that the list would reject, before anything is recorded', async () => {
  const stack = stackOf(1)
  const { ask, list } = exportClient(stack)
  for (const wanted of [
    { query: 'sort=tags' },
    { query: 'page=2' },
    { query: 'where=%5B%7B%7D%5D' },
    { columns: [] },
    { name: ' ' },
  ])
    expect((await ask('POST', '', { ...exportOrderOf(), ...wanted })).statusCode).toBe(400)
  expect(await list()).toEqual([])
})

it('is a worksheet with the name that was asked for', async () => {
  const stack = buildStack({ contacts: 3, openFile: writeInThread })
  const { run } = exportClient(stack)
  const format = { type: 'xlsx', sheet: 'Контакты', days: 'dmy' } as const
  const { file } = await run({ name: 'Клиенты "осень"/2026', format })
  expect(file?.headers).toMatchObject({
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition':
      'attachment; filename="_______ ________2026.xlsx"; filename*=UTF-8\'\'%D0%9A%D0%BB%D0%B8%D0%B5%D0%BD%D1%82%D1%8B%20%22%D0%BE%D1%81%D0%B5%D0%BD%D1%8C%22%2F2026.xlsx',
    'cache-control': 'no-store',
  })
  expect(file?.rawPayload.subarray(0, 2).toString()).toBe('PK')
})
