import { expect, it, onTestFinished } from 'vitest'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import type { Source } from '#proxy/sources/source.ts'
import { visibleOf, type Visibility } from '#proxy/sources/visibility.ts'
import { buildStack } from '#testing/stack.ts'
import { findMatches } from './find-matches.ts'

const call = { priority: 'person' } as const
const everything: Visibility = { contacts: 'all' }

/** Bot contact 1 and two contacts with its phone, each of another user. */
function build() {
  const stack = buildStack({ contacts: 0, mirror: true })
  onTestFinished(async () => {
    await stack.proxy.close()
    await stack.mock.app.close()
  })
  const { store } = stack.mock
  for (const botContact of documentedBotContacts) store.botContacts.save(botContact)
  const [mine = 0, other = 0] = store.directory.users().map(({ id }) => id)
  for (const [id, responsible_user_id] of [
    [11, mine],
    [12, other],
  ] as const)
    store.addContact({ id, name: `Contact ${id}`, phones: ['+79991234567'], responsible_user_id })
  return { ...stack, mine }
}

/** As if its contacts had a responsible user, which those of bots have not. */
function assignedTo(user: number, source: Source): Source {
  const readContacts: Source['reader']['readContacts'] = async (ids, asked) => {
    const { snapshots, unreadable } = await source.reader.readContacts(ids, asked)
    const responsible = { id: user, name: null }
    return {
      snapshots: snapshots.map((read) => ({ ...read, detail: { ...read.detail, responsible } })),
      unreadable,
    }
  }
  return { ...source, reader: { ...source.reader, readContacts } }
}

const found = ({ items }: Awaited<ReturnType<typeof findMatches>>) =>
  items.map(({ candidates }) => candidates.map(({ contact }) => contact.id))

it('finds matches among what is visible, at the source and in its complete copy', async () => {
  const { sources, mock, mine } = build()
  const bots = assignedTo(mine, sources.bots)
  const restricted: Visibility = { contacts: 'ofResponsible', users: [mine] }
  const find = (visibility: Visibility) =>
    findMatches(bots, sources.main, { ids: [1] }, visibility, call)
  expect(found(await find(everything))).toEqual([[11, 12]])
  expect(found(await find(restricted))).toEqual([[11]])
  const { mirror } = sources.main
  mirror?.begin()
  await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  await mirror?.pause()
  const searches = () => mock.received.all().filter(({ url }) => url.includes('query='))
  await expect
    .poll(async () => {
      mock.received.clear()
      return found(await find(restricted))
    })
    .toEqual([[11]])
  expect(found(await find(everything))).toEqual([[11, 12]])
  expect(searches()).toEqual([])
}, 60_000)

it('finds no match of a bot contact that is not visible, and reads no such contact for a write', async () => {
  const { sources, mine } = build()
  const restricted: Visibility = { contacts: 'ofResponsible', users: [mine] }
  const query = { ids: [1, 2] }
  expect(await findMatches(sources.bots, sources.main, query, restricted, call)).toEqual({
    items: [],
    missing: [1, 2],
    asOf: null,
  })
  const read = await sources.main.reader.readContacts([11, 12], call)
  const idsOf = (visibility: Visibility) =>
    visibleOf(read, visibility).snapshots.map(({ detail }) => detail.id)
  expect(idsOf(everything)).toEqual([11, 12])
  expect(idsOf(restricted)).toEqual([11])
})
