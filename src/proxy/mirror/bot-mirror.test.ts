import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { editContact } from '#testing/source-stack.ts'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'
import { runs, timeLimit } from '#testing/soak.ts'

const everything = { contacts: 'all' } as const
const call = { priority: 'person' } as const

const open: MirrorStack[] = []
afterEach(async () => {
  for (const stack of open.splice(0)) await stack.close()
})
function build(): MirrorStack {
  const stack = buildMirrorStack({ source: 'bots', contacts: 60 })
  open.push(stack)
  return stack
}

const post = (stack: MirrorStack, id: number, edit: object) =>
  stack.control('PATCH', `/_mock/bot-contacts/${id}`, edit)

/** A new contact, as the user of a bot makes one. */
function addTo({ mock: { store } }: MirrorStack, name: string): number {
  const { botContacts } = store
  const [model] = botContacts.page({ bots: [2], offset: 0, limit: 1 })
  if (!model) throw new Error('The bot has no contacts')
  const id = botContacts.nextId()
  const own = { id, name, telegram_id: `9${id}`, created_at: store.now() }
  botContacts.save({ ...model, ...own })
  return id
}

/** What lists tell, of the source and of the copy. */
async function bothOf(stack: MirrorStack) {
  const copied = await stack.inCopy()
  return {
    copied: copied.map(({ unknown: _unknown, tags: _tags, ...row }) => row),
    listed: (await stack.atSource()).map(({ tags: _tags, ...row }) => row),
  }
}

const listed = async (stack: MirrorStack, where: object[]) => {
  const query = { page: 1, size: 500, search: '', where: JSON.parse(JSON.stringify(where)) }
  const { items } = await stack.mirror().listContacts(query, everything, call)
  return items.map(({ id }) => id)
}

describe('a copy of the contacts of bots', () => {
  it(
    'has new ones after each cycle and everything else after a full scan',
    async () => {
      const steps = fc.constantFrom('add', 'edit', 'delete', 'work', 'cycle')
      const script = fc.array(fc.tuple(steps, fc.nat(1000)), { minLength: 3, maxLength: 15 })
      await fc.assert(
        fc.asyncProperty(script, async (taken) => {
          const stack = build()
          await stack.catchUp()
          for (const [step, pick] of taken) {
            const ids = (await stack.atSource()).map(({ id }) => id)
            const id = ids[pick % ids.length] ?? 0
            if (step === 'add') addTo(stack, `New ${pick}`)
            else if (step === 'edit') await post(stack, id, { name: `Name ${pick}` })
            else if (step === 'delete') await stack.control('DELETE', `/_mock/bot-contacts/${id}`)
            else if (step === 'cycle') await stack.mirror().catchUp()
            else await stack.mirror().work()
          }
          const added = addTo(stack, 'Last')
          await stack.catchUp()
          expect((await stack.inCopy()).map(({ id }) => id)).toContain(added)
          await stack.scanAgain()
          const { copied, listed: rows } = await bothOf(stack)
          expect(copied).toEqual(rows)
        }),
        { numRuns: runs(4) },
      )
    },
    timeLimit(60_000),
  )

  it('does not know tags until a contact is read alone, and keeps them in spite of lists', async () => {
    const stack = build()
    const id = addTo(stack, 'Tagged')
    await post(stack, id, { tags: ['VIP'] })
    await stack.catchUp()
    const isUnknown = await listed(stack, [{ key: 'tags', op: 'unknown' }])
    expect(isUnknown).toContain(id)
    for (const condition of [
      { key: 'tags', op: 'empty' },
      { key: 'tags', op: 'filled' },
      { key: 'tags', op: 'notIn', values: ['VIP'] },
      { key: 'tags', op: 'in', values: ['VIP'] },
      { key: 'tags', op: 'count', to: 5 },
    ])
      expect(await listed(stack, [condition])).toEqual([])
    const counted = { key: 'tags', search: '' } as const
    expect(await stack.mirror().facets(counted, everything)).toMatchObject({
      items: [],
      empty: 0,
      unknown: isUnknown.length,
    })
    await stack.live.reader.getContact(id, call)
    await expect
      .poll(() => listed(stack, [{ key: 'tags', op: 'in', values: ['VIP'] }]))
      .toEqual([id])
    expect(await listed(stack, [{ key: 'tags', op: 'unknown' }])).not.toContain(id)
    await stack.scanAgain()
    expect(await listed(stack, [{ key: 'tags', op: 'filled' }])).toEqual([id])
    const row = (await stack.inCopy()).find((contact) => contact.id === id)
    expect(row).toMatchObject({ tags: [{ id: null, name: 'VIP' }], unknown: ['unsubscribedAt'] })
  })

  it('takes nobody for subscribed before the source has said so', async () => {
    const stack = build()
    const [away, here] = [addTo(stack, 'Away'), addTo(stack, 'Here')]
    await post(stack, away, { unsubscribed_at: 1_700_000_000 })
    await stack.catchUp()
    const is = (op: string) => listed(stack, [{ key: 'unsubscribedAt', op }])
    expect([await is('empty'), await is('filled')]).toEqual([[], []])
    const source = stack.mirrored()
    for (const id of [away, here])
      await editContact(source, { id, values: { name: { kind: 'text', values: [`Saved ${id}`] } } })
    await stack.catchUp()
    expect([await is('empty'), await is('filled')]).toEqual([[here], [away]])
    expect(await is('unknown')).not.toContain(here)
  })

  it('sorts, filters and searches by bot, messenger and name there', async () => {
    const stack = build()
    const id = addTo(stack, 'Searched')
    await post(stack, id, { telegram_username: 'Searched_Name' })
    await stack.catchUp()
    expect(await listed(stack, [{ key: 'username', op: 'begins', values: ['searched'] }])).toEqual([
      id,
    ])
    const query = { page: 1, size: 500, search: 'searched_name', sort: 'username' }
    const found = await stack.mirror().listContacts(query, everything, call)
    expect(found.matches).toMatchObject([{ id, attribute: 'username' }])
    const rows = await stack.atSource()
    const ofBot = await stack
      .mirror()
      .listContacts({ ...query, search: '', bot: 2 }, everything, call)
    expect(ofBot.total).toBe(rows.filter(({ bot }) => bot?.id === 2).length)
    const where = [{ key: 'messenger', op: 'in', values: ['telegram'] }]
    const ofTelegram = rows.filter(({ messenger }) => messenger === 'Telegram')
    expect((await listed(stack, where)).length).toBe(ofTelegram.length)
    expect(ofTelegram.length).toBeGreaterThan(0)
  })

  it('says no later time than that of the last full scan', async () => {
    const stack = build()
    await stack.catchUp()
    await stack.catchUp()
    const { status } = await stack.mirror().status()
    const { asOf } = await stack
      .mirror()
      .listContacts({ page: 1, size: 50, search: '' }, everything, call)
    expect([asOf, status.asOf]).toEqual([status.lastFullScanAt, status.lastFullScanAt])
  })
})
