import { describe, expect, it } from 'vitest'
import { talkList } from '#contract/api/talks.ts'
import { buildStack } from '#testing/stack.ts'

function build() {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 11, name: 'Ada' })
  stack.mock.store.addContact({ id: 12, name: 'Bob' })
  const control = (method: 'POST' | 'PATCH', url: string, payload: object) =>
    stack.mock.app.inject({ method, url, payload })
  const talksOf = async (contact: number, source = 'main') => {
    const response = await stack.proxy.inject(`/api/sources/${source}/talks?contact=${contact}`)
    return { status: response.statusCode, body: response.json<unknown>() }
  }
  const listOf = async (contact: number) => talkList.parse((await talksOf(contact)).body).items
  const hasTalks = async () => {
    const response = await stack.proxy.inject('/api/sources')
    const { items } = response.json<{ items: { capabilities: { talks: boolean } }[] }>()
    return items.map(({ capabilities }) => capabilities.talks)
  }
  return { ...stack, control, talksOf, listOf, hasTalks }
}

describe('the talks of a contact', () => {
  it('tell channel and state, and what this version does not know as it is', async () => {
    const { control, listOf, mock } = build()
    await control('POST', '/_mock/talks', { contact_id: 11, origin: 'waba' })
    await control('POST', '/_mock/talks', { contact_id: 11, origin: 'pro.example.tg' })
    await control('POST', '/_mock/talks', { contact_id: 12 })
    const [first, second] = mock.store.talks.list({ contacts: [11] }, { offset: 0, limit: 9 })
    await control('PATCH', `/_mock/talks/${second?.talk_id}`, {
      status: 'on_hold',
      is_read: true,
      missed_at: 1_780_000_000,
    })
    const chat = first?.chat_id
    expect(await listOf(11)).toMatchObject([
      {
        chat,
        contact: 11,
        channel: 'WhatsApp Business',
        state: 'inWork',
        isInWork: true,
        isRead: false,
        missedAt: null,
      },
      {
        chat,
        channel: 'pro.example.tg',
        state: 'on_hold',
        isRead: true,
        missedAt: '2026-05-28T20:26:40.000Z',
      },
    ])
  })

  it('are those of the contact also where the account ignores filters', async () => {
    const { control, listOf, mock } = build()
    await control('POST', '/_mock/talks', { contact_id: 11 })
    await control('POST', '/_mock/talks', { contact_id: 12 })
    mock.faults.add({ kind: 'ignore-filter' })
    expect(await listOf(12)).toMatchObject([{ contact: 12 }])
  })

  it.each([403, 404])('are unknown in an account that answers %i', async (status) => {
    const { control, listOf, mock, hasTalks } = build()
    await control('POST', '/_mock/talks', { contact_id: 11 })
    expect(await hasTalks()).toEqual([true, false, false])
    mock.faults.add({ kind: 'status', status, path: '/api/v4/talks*' })
    expect(await listOf(11)).toBeNull()
    expect(await hasTalks()).toEqual([false, false, false])
    mock.faults.clear()
    expect(await listOf(11)).toHaveLength(1)
    expect(await hasTalks()).toEqual([true, false, false])
  })

  it('are a problem of their own where the source fails or has none', async () => {
    const { talksOf, mock } = build()
    mock.faults.add({ kind: 'status', status: 500, path: '/api/v4/talks*' })
    expect((await talksOf(11)).status).toBe(502)
    expect((await talksOf(11, 'legacy')).status).toBe(400)
  })
})
