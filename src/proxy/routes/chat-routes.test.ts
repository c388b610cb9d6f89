import { describe, expect, it } from 'vitest'
import { chatLinkAnswer, chatList, type ChatLink } from '#contract/api/chats.ts'
import { problem } from '#contract/api/problem.ts'
import { buildStack } from '#testing/stack.ts'

const documented = '6cbab3d5-c4c1-46ff-b710-ad59ad10805f' // from seeds 000 and 002
const uuid = (at: number) => `0a1b2c3d-0000-4000-a000-${String(at).padStart(12, '0')}`
const origin = { origin: 'http://localhost:80' }

/**
 * Contact 3102959 and its chat as in the seeds, Ada (11), Bob (12), and Ivy, who belongs to an
 * incoming lead.
 */
function talking() {
  const stack = buildStack({ contacts: 0 })
  const { store } = stack.mock
  store.addContact({ id: 3102959, name: 'Documented' })
  store.addContact({ id: 11, name: 'Ada' })
  store.addContact({ id: 12, name: 'Bob' })
  store.addContact({ id: 13, name: 'Ivy', is_unsorted: true })
  const add = (chat: string, contact: number | null, isForeign = 0) =>
    store.chats.add({
      chat_id: chat,
      contact_id: contact,
      channel: 'telegram',
      is_foreign: isForeign,
    })
  add(documented, null)
  const find = async (query: string, source = 'main', headers = {}) =>
    stack.proxy.inject({ url: `/api/sources/${source}/chats?${query}`, headers })
  const found = async (query: string) => {
    const answer = await find(query)
    expect(answer.statusCode).toBe(200)
    return chatList.parse(answer.json())
  }
  const post = (items: unknown[], source = 'main') =>
    stack.proxy.inject({
      method: 'POST',
      url: `/api/sources/${source}/chats`,
      headers: origin,
      payload: { items },
    })
  const linked = async (...items: ChatLink[]) =>
    chatLinkAnswer.parse((await post(items)).json()).results
  return { ...stack, add, look: find, found, post, linked }
}

describe('chats', () => {
  it('are linked and looked up as in the examples of seeds 000 and 002', async () => {
    const { mock, linked, found } = talking()
    mock.store.db.run('update chats set link_id = 26218')
    mock.store.chats.clearCache()
    expect(await linked({ chat: documented, contact: 3102959 })).toEqual([
      { status: 'linked', linkId: 26219, from: null },
    ])
    const contact = { id: 3102959, name: 'Documented', isUnsorted: false, exists: true }
    const item = { chat: documented, linkId: 26219, contact }
    expect(await found(`chats=${documented.toUpperCase()}`)).toEqual({
      items: [item],
      contacts: [],
    })
    expect(await found('contacts=3102959')).toEqual({ items: [item], contacts: [contact] })
  })

  it('include the names of their contacts, also those of incoming leads', async () => {
    const { add, found } = talking()
    add(uuid(1), 11)
    add(uuid(2), 13)
    add(uuid(3), 11, 1)
    const { items } = await found(`chats=${uuid(1)},${uuid(2)},${uuid(3)},${documented},${uuid(9)}`)
    expect(items.map(({ chat, contact }) => [chat, contact.name, contact.isUnsorted])).toEqual([
      [uuid(1), 'Ada', false],
      [uuid(2), 'Ivy', true],
    ])
    const { contacts } = await found('contacts=13,12,99')
    expect(contacts).toMatchObject([
      { id: 13, name: 'Ivy', isUnsorted: true, exists: true },
      { id: 12, name: 'Bob', exists: true },
      { id: 99, name: null, exists: false },
    ])
  })

  it('move and report their former contact, and are unchanged if linked already', async () => {
    const { add, linked, mock } = talking()
    add(uuid(1), 11)
    const [first] = await linked({ chat: uuid(1), contact: 12, from: 11 })
    expect(first).toMatchObject({ status: 'linked', from: 11 })
    mock.received.clear()
    const [again] = await linked({ chat: uuid(1), contact: 12 })
    expect(again?.status).toBe('unchanged')
    expect(mock.received.all().map(({ method }) => method)).toEqual(['GET'])
    // Moving a chat back undoes a move.
    expect(await linked({ chat: uuid(1), contact: 11, from: 12 })).toMatchObject([
      { status: 'linked', from: 12 },
    ])
  })

  it('are not moved if others have moved them since', async () => {
    const { add, linked, mock } = talking()
    add(uuid(1), 12)
    add(uuid(2), 11)
    const results = await linked(
      { chat: uuid(1), contact: 3102959, from: 11 },
      { chat: documented, contact: 11, from: 12 },
      { chat: uuid(2), contact: 12, from: 11 },
    )
    expect(results).toMatchObject([
      { status: 'conflict', now: { id: 12, name: 'Bob' } },
      { status: 'conflict', now: null },
      { status: 'linked', from: 11 },
    ])
    expect(mock.store.chats.get(uuid(1))?.contact_id).toBe(12)
  })

  it('are rejected individually, and the others of the request are linked', async () => {
    const { add, linked, mock } = talking()
    add(uuid(3), null, 1)
    const results = await linked(
      { chat: documented, contact: 11 },
      { chat: uuid(3), contact: 11 },
      { chat: uuid(9), contact: 99 },
    )
    expect(results).toMatchObject([
      { status: 'linked', from: null },
      { status: 'rejected', reasons: [{ field: 'chat' }] },
      { status: 'rejected', reasons: [{ field: 'chat' }, { field: 'contact' }] },
    ])
    expect(mock.store.chats.get(documented)?.contact_id).toBe(11)
  })

  it('are read 250 at a time, also if the account ignores the filter', async () => {
    const { add, found, mock } = talking()
    for (let position = 1; position <= 250; position++) add(uuid(position), 11)
    const all = Array.from({ length: 250 }, (_, index) => uuid(index + 1)).join(',')
    expect((await found(`chats=${all}`)).items).toHaveLength(250)
    mock.faults.add({ kind: 'ignore-filter' })
    expect((await found('contacts=12')).contacts).toMatchObject([{ id: 12, name: 'Bob' }])
  })

  it('reject an invalid query', async () => {
    const { look: find, post } = talking()
    const asked = [
      '',
      'chats=',
      'chats=abc',
      'contacts=x',
      `chats=${documented}&contacts=1`,
      `contacts=${Array.from({ length: 251 }, (_, index) => index + 1).join(',')}`,
    ]
    for (const query of asked)
      expect({ query, status: (await find(query)).statusCode }).toEqual({ query, status: 400 })
    const duplicateIssue = { chat: documented, contact: 11 }
    for (const items of [
      [],
      [duplicateIssue, duplicateIssue],
      [{ chat: 'x', contact: 1 }],
      [{ chat: documented }],
    ])
      expect((await post(items)).statusCode).toBe(400)
    expect((await find('contacts=1', 'legacy')).statusCode).toBe(400)
    expect((await post([duplicateIssue], 'bots')).statusCode).toBe(400)
  })

  it('send no cookie to the source, and report a missing permission', async () => {
    const { look: find, mock, proxy } = talking()
    expect((await find('contacts=11', 'main', { cookie: 'session=1' })).statusCode).toBe(200)
    const moved = await proxy.inject({
      method: 'POST',
      url: '/api/sources/main/chats',
      headers: { ...origin, cookie: 'session=1' },
      payload: { items: [{ chat: documented, contact: 11 }] },
    })
    expect(moved.statusCode).toBe(200)
    mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/contacts/chats', times: 1 })
    const answer = await find('contacts=11')
    expect(problem.parse(answer.json()).code).toBe('source_forbidden')
  })
})
