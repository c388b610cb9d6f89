import { describe, expect, it } from 'vitest'
import { matchList } from '#contract/api/matches.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import { buildStack } from '#testing/stack.ts'

const messengers = 4396821 // the account's field for messengers

/** The bot contacts of seed 004, and contacts of amoCRM. */
function meeting(options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  const { store } = stack.mock
  for (const botContact of documentedBotContacts) store.botContacts.save(botContact)
  const field = store.directory.field(messengers)
  if (!field) throw new Error('the account has no field of messengers')
  const know = (
    id: number,
    phones: string[],
    emails: string[] = [],
    im?: string,
    kind = 'OTHER',
  ) => {
    const contact = store.addContact({ id, name: `Contact ${id}`, phones, emails })
    if (im !== undefined)
      store.updateContact(
        contact,
        { fields: [{ field, values: [{ value: im, enum_code: kind }] }] },
        contact.created_by,
      )
  }
  const ask = (query: string, source = 'bots') =>
    stack.proxy.inject({ url: `/api/sources/${source}/matches?${query}` })
  const matches = async (...ids: number[]) => {
    const answer = await ask(`target=main&ids=${ids.join(',')}`)
    expect(answer.statusCode).toBe(200)
    return matchList.parse(answer.json())
  }
  return { ...stack, know, ask, matches }
}

describe('bot contacts', () => {
  it('match by phone in any notation, by e-mail and by messenger', async () => {
    const { know, matches } = meeting()
    know(11, ['8 (999) 123-45-67'])
    know(12, [], ['INFO@Example.com'])
    know(13, [], [], 't.me/Superman')
    know(14, ['+7 912 000-00-00'], ['other@example.com'])
    const { items, missing } = await matches(1, 2, 3, 77)
    const found = items.map(({ botContact, candidates }) => [
      botContact.id,
      candidates.map(({ contact, reasons }) => [contact.id, reasons]),
    ])
    expect(found).toEqual([
      [
        1,
        [
          [11, [{ kind: 'phone', value: '8 (999) 123-45-67' }]],
          [12, [{ kind: 'email', value: 'INFO@Example.com' }]],
        ],
      ],
      [2, [[13, [{ kind: 'messenger', value: 't.me/Superman' }]]]],
      [3, []],
    ])
    expect(missing).toEqual([77])
    expect(items.map(({ isComplete }) => isComplete)).toEqual([true, true, true])
    expect(items[1]?.keys).toEqual(['phone:792712312321', 'telegram:superman', 'telegram:123456'])
  })

  it('match two contacts with the same phone, and none by a handle in another messenger', async () => {
    const { know, matches } = meeting()
    know(11, ['+79991234567'])
    know(12, ['9991234567', '+79120000000'])
    know(13, [], [], 'vk.com/superman')
    know(14, [], [], 'superman', 'SKYPE')
    const { items } = await matches(1, 2)
    expect(items.map(({ candidates }) => candidates.map(({ contact }) => contact.id))).toEqual([
      [11, 12],
      [],
    ])
  })

  it('are marked incomplete if more contacts share a number than fit on a page', async () => {
    const { know, matches } = meeting()
    for (let id = 100; id < 160; id++) know(id, ['+79991234567'])
    const [crowded] = (await matches(1)).items
    expect(crowded).toMatchObject({ isComplete: false })
  })

  it('require a source with bots and a target with search', async () => {
    const { ask } = meeting()
    expect((await ask('target=bots&ids=1')).statusCode).toBe(400)
    expect((await ask('target=main&ids=1', 'legacy')).statusCode).toBe(400)
    expect((await ask('target=nowhere&ids=1')).statusCode).toBe(404)
    expect((await ask('target=main&ids=1,2,3,4,5,6,7,8,9,10,11')).statusCode).toBe(400)
    expect((await ask('target=main&ids=')).statusCode).toBe(400)
  })

  it('are matched by local copies without a request to a source, tags excepted', async () => {
    const { know, matches, sources, mock } = meeting({ mirror: true, otherMirrors: true })
    know(11, ['8 (999) 123-45-67'])
    know(12, [], ['INFO@Example.com'])
    know(13, [], [], 't.me/Superman')
    const live = await matches(1, 2, 77)
    for (const { mirror } of [sources.main, sources.bots]) {
      mirror?.begin()
      await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
    }
    // The tags of these contacts are not known yet.
    mock.received.clear()
    const first = await matches(1, 2)
    expect(mock.received.all().filter(({ url }) => url.includes('/api/v4'))).toEqual([])
    await expect
      .poll(async () => (await sources.bots.mirror?.getContact(2, { contacts: 'all' }))?.unknown)
      .toEqual(['unsubscribedAt'])
    mock.received.clear()
    const second = await matches(1, 2)
    expect(mock.received.all()).toEqual([])
    const found = ({ items }: typeof live) =>
      items.map(({ botContact: { id, tags }, candidates, isComplete }) => ({
        id,
        tags,
        isComplete,
        candidates: candidates.map(({ contact, reasons }) => [contact.id, reasons]),
      }))
    expect([found(first), found(second)]).toEqual([found(live), found(live)])
    const times = [sources.main, sources.bots].map(({ mirror }) => mirror?.asOf() ?? '')
    expect([live.asOf, second.asOf]).toEqual([null, times.toSorted()[0]])
  }, 30_000)
})
