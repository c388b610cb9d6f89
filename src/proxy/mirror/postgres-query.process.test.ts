import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { fillMirror, type FilledMirror } from '#testing/filled-mirror.ts'
import { findUnequalQuery } from '#testing/random-queries.ts'
import { renameLargestCompany } from '#testing/renamed-company.ts'
import { timeLimit } from '#testing/soak.ts'
import { openMirrorDatabase } from './mirror-database.ts'
import { openPostgresMirror } from './postgres-mirror.ts'
import type { WritableDatabase } from './writable-database.ts'

let postgres: TestPostgres
let [database, lite]: WritableDatabase[] = []
let mirror: FilledMirror
/** The same contacts in SQLite. */
let inSqlite: FilledMirror
beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.newDatabase()
  database = await openPostgresMirror({ url, schema: 'mirror_main' })
  mirror = await fillMirror(database, 700)
  lite = await openMirrorDatabase(':memory:')
  inSqlite = await fillMirror(lite, 700)
}, 150_000)
afterAll(async () => {
  await database?.db.destroy()
  await lite?.db.destroy()
  await postgres.stop()
})

describe('the query of a mirror in Postgres', () => {
  it(
    'equals a filter over the whole data, in the order of the sort keys, with exact totals',
    () => expect(findUnequalQuery(mirror)).resolves.toBeNull(),
    timeLimit(150_000),
  )

  it(
    'finds, sorts and filters by the new name of a company, which is one write',
    async () => {
      const url = await postgres.newDatabase()
      const opened = await openPostgresMirror({ url, schema: 'mirror_main' })
      const filled = await fillMirror(opened, 300)
      const { size, ...renamed } = await renameLargestCompany(filled)
      expect(renamed).toEqual({ writes: 1, found: [size], former: 0, differing: [] })
      expect(await findUnequalQuery(filled)).toBeNull()
      await opened.db.destroy()
    },
    timeLimit(150_000),
  )

  it(
    'equals it over contacts of bots, of which some values are unknown',
    async () => {
      const url = await postgres.newDatabase()
      const own = await openPostgresMirror({ url, schema: 'mirror_bots' })
      expect(await findUnequalQuery(await fillMirror(own, 500, 'bots'))).toBeNull()
      await own.db.destroy()
    },
    timeLimit(150_000),
  )

  it('counts the same facets, and finds the same IDs, bodies and suggestions as SQLite', async () => {
    const everything = { contacts: 'all' } as const
    const choices = mirror.context.definitions.filter(({ kind }) => kind === 'choice')
    const keys: AttributeKey[] = ['responsible', 'group', 'company', 'tags']
    const facets = (of: FilledMirror, key: AttributeKey, search: string) =>
      of.query.facets(key, { search }, everything, of.context)
    for (const key of [...keys, ...choices.map(({ id }) => fieldKey(id))])
      for (const search of ['', 'ан'])
        expect(await facets(mirror, key, search)).toEqual(await facets(inSqlite, key, search))
    const parts = (of: FilledMirror, part: 'domain' | 'country') =>
      of.query.facets(
        part === 'domain' ? 'emails' : 'phones',
        { search: '', part },
        everything,
        of.context,
      )
    for (const part of ['domain', 'country'] as const)
      expect(await parts(mirror, part)).toEqual(await parts(inSqlite, part))
    const list = { page: 1, size: 50, search: '', sort: '-company,name' }
    const ids = async (of: FilledMirror) =>
      (await of.query.ids(list, everything, of.context)).flatMap((part): number[] =>
        JSON.parse(part),
      )
    const found = await ids(mirror)
    expect(found).toEqual(await ids(inSqlite))
    expect(await mirror.query.bodies(found.slice(0, 40), everything)).toEqual(
      await inSqlite.query.bodies(found.slice(0, 40), everything),
    )
    const name = mirror.all[0]?.name.split(' ')[0] ?? ''
    for (const search of [`${name}х`, name.slice(1)])
      expect(await mirror.query.suggest({ search }, everything, mirror.context)).toEqual(
        await inSqlite.query.suggest({ search }, everything, inSqlite.context),
      )
  })
})
