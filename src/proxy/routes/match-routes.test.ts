import { describe, expect, it } from 'vitest'
import { matchList } from '#contract/api/matches.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import { buildStack } from '#testing/stack.ts'

const messengers = 4396821 // the account's field for messengers

/** The bot contacts of seed 004, and contacts of amoCRM. */
function meeting() {
  const stack = buildStack({ contacts: 0 })
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
})
