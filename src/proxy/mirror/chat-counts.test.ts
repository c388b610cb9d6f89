import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContactQuery } from '#contract/api/contacts.ts'
import type { Condition } from '#contract/api/where.ts'
import { moveChat } from '#testing/chat-stack.ts'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'

let stack: MirrorStack
/** With no chat, one and two. */
let [none, one, two]: number[] = []
const chatId = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
beforeEach(async () => {
  stack = buildMirrorStack({ contacts: 300 })
  stack.mock.store.db.run('update chats set contact_id = null')
  const [first, second, third] = await stack.atSource()
  ;[none, one, two] = [first?.id, second?.id, third?.id]
  for (const [index, contact] of [one, two, two].entries())
    stack.mock.store.chats.add({
      chat_id: chatId(index),
      contact_id: contact ?? 0,
      is_foreign: 0,
      channel: 'telegram',
    })
  await stack.catchUp()
})
afterEach(() => stack.close())

async function listed(query: Partial<ContactQuery> = {}, priority: 'bulk' | 'person' = 'bulk') {
  const wanted = { page: 1, size: 250, search: '', attributes: ['chats' as const], ...query }
  const found = await stack.mirror().listContacts(wanted, { contacts: 'all' }, { priority })
  return found.items.map(({ id, chats }) => [id, chats])
}
const withOp = (condition: Condition) => listed({ where: [condition] })

/** Until the chats of all contacts were read. */
async function readAll() {
  while ((await stack.mirror().status()).status.chatsAsOf === null) await stack.mirror().work()
}

it('knows no number of chats before it was read, and then all, with the time of that', async () => {
  expect(new Set((await listed()).map(([, chats]) => chats))).toEqual(new Set([null]))
  for (const op of ['empty', 'filled'] as const)
    expect(await withOp({ key: 'chats', op })).toEqual([])
  expect(await withOp({ key: 'chats', op: 'notIn', values: ['1'] })).toEqual([])
  const before = Date.now()
  await readAll()
  const { chatsAsOf } = (await stack.mirror().status()).status
  expect(Date.parse(chatsAsOf ?? '')).toBeGreaterThanOrEqual(before)
  expect(await listed({ sort: '-chats', size: 50 })).toMatchObject([
    [two, 2],
    [one, 1],
    ...Array.from({ length: 48 }, () => [expect.any(Number), 0]),
  ])
  expect(await withOp({ key: 'chats', op: 'filled' })).toHaveLength(2)
  expect(await withOp({ key: 'chats', op: 'range', from: '2' })).toEqual([[two, 2]])
  expect(
    await listed({ ids: [none ?? 0, two ?? 0], where: [{ key: 'chats', op: 'empty' }] }),
  ).toEqual([[none, 0]])
  // A change of the contact itself says nothing of its chats.
  await stack.control('PATCH', `/_mock/contacts/${two}`, { name: 'Other' })
  await stack.mirror().catchUp()
  expect(await withOp({ key: 'chats', op: 'range', from: '2' })).toEqual([[two, 2]])
})

it('reads the chats of rows again that are on screen, and those that were moved here', async () => {
  await readAll()
  stack.mock.store.chats.link(chatId(0), none ?? 0)
  await listed({ ids: [none ?? 0, one ?? 0] }, 'person')
  await stack.mirror().catchUp()
  expect(await listed({ ids: [none ?? 0, one ?? 0], sort: '-chats' })).toEqual([
    [none, 1],
    [one, 0],
  ])
  await moveChat(stack.mirrored(), chatId(0), two ?? 0)
  await stack.mirror().catchUp()
  expect(await listed({ ids: [none ?? 0, two ?? 0], sort: '-chats' })).toEqual([
    [two, 3],
    [none, 0],
  ])
})

it('does not know them where the account does not tell, and goes on with everything else', async () => {
  await stack.control('POST', '/_mock/faults', {
    kind: 'status',
    status: 403,
    path: '/api/v4/contacts/chats',
  })
  for (let piece = 0; piece < 3; piece++) await stack.mirror().work()
  expect((await stack.mirror().status()).status).toMatchObject({
    state: 'complete',
    chatsAsOf: null,
  })
  expect(new Set((await listed()).map(([, chats]) => chats))).toEqual(new Set([null]))
})
