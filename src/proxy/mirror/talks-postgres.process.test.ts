import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ContactQuery } from '#contract/api/contacts.ts'
import { talkKeys } from '#contract/model/talk-key.ts'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'
import { talkRow } from '#testing/talk-row.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { mirrorPlaceOf } from './mirror-place.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.stop())

const everybody = { contacts: 'all' } as const
const queries: Partial<ContactQuery>[] = [
  { sort: '-talksInWork,id' },
  { sort: 'channels,-id' },
  { sort: 'id', where: [{ key: 'talksInWork', op: 'range', from: '1' }] },
  { sort: 'id', where: [{ key: 'channels', op: 'in', values: ['Telegram', 'WhatsApp'] }] },
  { sort: 'id', where: [{ key: 'unreadTalk', op: 'in', values: ['true'] }] },
  { sort: 'id', where: [{ key: 'missedTalk', op: 'empty' }] },
]

/** Rows of each query, and how many contacts have each channel. */
async function answersOf(stack: MirrorStack) {
  const attributes = [...talkKeys]
  const pages = []
  for (const query of queries) {
    const wanted = { page: 1, size: 250, search: '', attributes, ...query }
    const found = await stack.mirror().listContacts(wanted, everybody, { priority: 'bulk' })
    pages.push(found.items.map(talkRow))
  }
  const { asOf: _asOf, ...facets } = await stack
    .mirror()
    .facets({ key: 'channels', search: '' }, everybody)
  return { pages, facets }
}

it('finds and shows by talks in a Postgres what it does in SQLite', async () => {
  const place = mirrorPlaceOf({ kind: 'postgres', url: await postgres.newDatabase() }, 'main')
  const [own, shared] = [
    buildMirrorStack({ contacts: 200 }),
    buildMirrorStack({ contacts: 200, place }),
  ]
  try {
    for (const stack of [own, shared]) {
      await stack.catchUp()
      const { talks } = stack.mock.store
      const [first, second] = talks.list({ inWork: true }, { offset: 0, limit: 2 })
      await stack.control('PATCH', `/_mock/talks/${first?.talk_id}`, { is_in_work: false })
      await stack.control('DELETE', `/_mock/talks/${second?.talk_id}`)
      await stack.catchUp()
    }
    const expected = await answersOf(own)
    expect(expected.pages.every((page) => page.length > 0)).toBe(true)
    expect(await answersOf(shared)).toEqual(expected)
  } finally {
    await own.close()
    await shared.close()
  }
}, 60_000)
