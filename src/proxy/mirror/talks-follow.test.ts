import { afterEach, describe, expect, it } from 'vitest'
import type { WhereTerm } from '#contract/api/where.ts'
import { isTalkKey, talkKeys } from '#contract/model/talk-key.ts'
import { listFromSource } from '#proxy/mirror/mirrored-source.ts'
import { talkRow } from '#testing/talk-row.ts'
import { moveChat } from '#testing/chat-stack.ts'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'

const everybody = { contacts: 'all' } as const
const call = { priority: 'person' } as const
const list = { page: 1, size: 50, search: '', sort: 'id' }
const path = '/api/v4/talks*'

let stack: MirrorStack | undefined
afterEach(async () => {
  await stack?.close()
})

/** Ada with a talk in work, Bob with a closed one, Cid with none. */
function build(settings: NonNullable<Parameters<typeof buildMirrorStack>[0]>['settings'] = {}) {
  const made = buildMirrorStack({ settings })
  stack = made
  for (const [id, name] of [
    [1, 'Ada'],
    [2, 'Bob'],
    [3, 'Cid'],
  ] as const)
    made.mock.store.addContact({ id, name })
  const open = async (contact: number, origin: string): Promise<number> => {
    await made.control('POST', '/_mock/talks', { contact_id: contact, origin })
    const { talks } = made.mock.store
    return talks.list({ contacts: [contact] }, { offset: 0, limit: 50 }).at(-1)?.talk_id ?? 0
  }
  const change = (id: number, body: object) => made.control('PATCH', `/_mock/talks/${id}`, body)
  const source = made.mirrored()
  const idsWhere = async (...where: WhereTerm[]) =>
    (await made.mirror().listContacts({ ...list, where }, everybody, call)).items.map(
      ({ id }) => id,
    )
  const rows = async (sort = 'id') =>
    (
      await made
        .mirror()
        .listContacts({ ...list, sort, attributes: [...talkKeys] }, everybody, call)
    ).items.map(talkRow)
  const can = () => source.info.capabilities
  return { ...made, catchUp: () => made.catchUp(), open, change, source, idsWhere, rows, can }
}

const nothing = { talksInWork: null, channels: [], missedTalk: null, unreadTalk: null }

describe('attributes that are made of talks', () => {
  it('are columns, filters and facets, and sort', async () => {
    const { open, change, catchUp, rows, idsWhere, mirror } = build()
    const first = await open(1, 'telegram')
    await open(1, 'com.example.chat')
    await change(first, { missed_at: 1_780_000_000, is_read: true })
    await change(await open(2, 'waba'), { is_in_work: false })
    await catchUp()
    const ada = {
      id: 1,
      talksInWork: 2,
      channels: ['Telegram', 'com.example.chat'],
      missedTalk: true,
      unreadTalk: true,
    }
    const bob = {
      id: 2,
      talksInWork: 0,
      channels: ['WhatsApp Business'],
      missedTalk: false,
      unreadTalk: false,
    }
    expect(await rows()).toEqual([ada, bob, { id: 3, ...nothing }])
    expect((await rows('-talksInWork')).map(({ id }) => id)).toEqual([1, 2, 3])
    expect((await rows('talksInWork')).map(({ id }) => id)).toEqual([2, 1, 3])
    expect(await idsWhere({ key: 'talksInWork', op: 'range', from: '1' })).toEqual([1])
    expect(await idsWhere({ key: 'talksInWork', op: 'range', to: '0' })).toEqual([2])
    expect(
      await idsWhere({ key: 'channels', op: 'in', values: ['Telegram', 'WhatsApp Business'] }),
    ).toEqual([1, 2])
    expect(await idsWhere({ key: 'channels', op: 'empty' })).toEqual([3])
    expect(await idsWhere({ key: 'missedTalk', op: 'in', values: ['true'] })).toEqual([1])
    expect(await idsWhere({ key: 'unreadTalk', op: 'in', values: ['false'] })).toEqual([2])
    const facets = await mirror().facets({ key: 'channels', search: '' }, everybody)
    expect(facets).toMatchObject({ total: 3, empty: 1 })
    expect(new Map(facets.items.map(({ label, count }) => [label, count]))).toEqual(
      new Map([
        ['Telegram', 1],
        ['WhatsApp Business', 1],
        ['com.example.chat', 1],
      ]),
    )
  })

  it('move with a chat that is linked to another contact here', async () => {
    const { open, change, catchUp, rows, mock, source } = build()
    await change(await open(1, 'waba'), { is_in_work: false })
    await catchUp()
    const chat = mock.store.talks.list({ contacts: [1] }, { offset: 0, limit: 1 })[0]?.chat_id ?? ''
    await moveChat(source, chat, 3)
    await catchUp()
    expect((await rows()).map(({ id, channels }) => [id, channels])).toEqual([
      [1, []],
      [2, []],
      [3, ['WhatsApp Business']],
    ])
  })

  it('are unknown until all talks were read, and are not asked for', async () => {
    const { open, catchUp, mock, mirror, source, can, rows } = build()
    await open(1, 'telegram')
    mock.faults.add({ kind: 'status', status: 500, path })
    await catchUp()
    expect(mirror().isComplete()).toBe(true)
    expect((await mirror().status()).status.talksAsOf).toBeNull()
    expect(can().sorts.some(isTalkKey)).toBe(false)
    expect(can().knows.more?.some(isTalkKey)).toBe(false)
    for (const query of [
      { attributes: ['talksInWork' as const] },
      { sort: 'talksInWork' },
      { where: [{ key: 'missedTalk', op: 'empty' } as const] },
    ])
      await expect(listFromSource(source, { ...list, ...query }, everybody, call)).rejects.toThrow(
        /not known yet|does not list|one of/,
      )
    mock.faults.clear()
    await catchUp()
    expect(can().sorts).toEqual(expect.arrayContaining([...talkKeys]))
    expect(can().knows.more).toEqual(expect.arrayContaining([...talkKeys]))
    expect((await rows())[0]).toMatchObject({ talksInWork: 1 })
    expect((await mirror().status()).status.talksAsOf).toMatch(/Z$/)
  })

  it.each([403, 404])(
    'do not exist in an account that answers %i, which is remembered',
    async (status) => {
      const { catchUp, mock, can, mirror, live } = build()
      mock.faults.add({ kind: 'status', status, path })
      await catchUp()
      expect(mirror().isComplete()).toBe(true)
      expect(can()).toMatchObject({ talks: false, chats: true })
      expect(live.info.capabilities.talks).toBe(false)
      expect(mirror().knowsTalks()).toBe(false)
      mock.received.clear()
      await catchUp()
      expect(mock.received.all().filter((request) => request.url.includes('talks'))).toEqual([])
      live.reset()
      expect(live.info.capabilities.talks).toBe(true)
    },
  )

  it('stay as they are while talks cannot be read, and contacts are followed', async () => {
    const { open, change, catchUp, mock, control, rows, mirror } = build()
    const id = await open(1, 'telegram')
    await catchUp()
    mock.faults.add({ kind: 'status', status: 500, path })
    await change(id, { is_in_work: false })
    await control('PATCH', '/_mock/contacts/1', { name: 'Eva' })
    await catchUp()
    expect((await rows())[0]).toMatchObject({ talksInWork: 1 })
    const { items } = await mirror().listContacts(list, everybody, call)
    expect(items[0]?.name).toBe('Eva')
    mock.faults.clear()
    await catchUp()
    expect((await rows())[0]).toMatchObject({ talksInWork: 0 })
  })

  it('leave work only by proof: a list that lacks them is none', async () => {
    const { open, catchUp, mock, rows } = build()
    await open(1, 'telegram')
    await catchUp()
    mock.faults.add({ kind: 'status', status: 204, path: '/api/v4/talks' })
    await catchUp()
    expect((await rows())[0]).toMatchObject({ talksInWork: 1 })
  })

  it('of contacts that are shown are read again', async () => {
    const { open, catchUp, rows, mirror } = build()
    await catchUp()
    await open(3, 'viber')
    expect((await rows())[2]).toMatchObject(nothing)
    await expect
      .poll(async () => (await rows())[2])
      .toMatchObject({ id: 3, talksInWork: 1, channels: ['Viber'] })
    expect(mirror().isComplete()).toBe(true)
  })

  it('move with their chat to another contact, and come back with a restored one', async () => {
    const { open, catchUp, mock, control, rows } = build()
    const id = await open(1, 'telegram')
    await catchUp()
    mock.store.chats.link(mock.store.talks.get(id)?.chat_id ?? '', 2)
    await catchUp()
    expect((await rows()).map(({ talksInWork }) => talksInWork)).toEqual([null, 1, null])
    await control('POST', '/_mock/contacts/delete', { ids: [2] })
    await catchUp()
    expect((await rows()).map(({ id: contact }) => contact)).toEqual([1, 3])
    await control('POST', '/_mock/contacts/restore', { ids: [2] })
    await catchUp()
    expect((await rows()).map(({ talksInWork }) => talksInWork)).toEqual([null, 1, null])
  })
})
