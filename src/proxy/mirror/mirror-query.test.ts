import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '#contract/api/where.ts'
import { fillMirror, type FilledMirror } from '#testing/filled-mirror.ts'
import { askedOperators, findUnequalQuery } from '#testing/random-queries.ts'
import { renameLargestCompany } from '#testing/renamed-company.ts'
import { timeLimit } from '#testing/soak.ts'
import { openMirrorDatabase } from './mirror-database.ts'
import type { WritableDatabase } from './writable-database.ts'

let database: WritableDatabase
let mirror: FilledMirror
beforeAll(async () => {
  database = await openMirrorDatabase(':memory:')
  mirror = await fillMirror(database, 700)
}, 60_000)
afterAll(() => database.db.destroy())

describe('the query of a mirror', () => {
  it(
    'equals a filter over the whole data, in the order of the sort keys, with exact totals',
    () => expect(findUnequalQuery(mirror)).resolves.toBeNull(),
    timeLimit(60_000),
  )

  it('is compared by every operator', () => {
    expect(askedOperators(mirror).toSorted()).toEqual(
      operator.options.filter((name) => name !== 'unknown').toSorted(),
    )
  })

  it('has the same order from both ends', async () => {
    const field = mirror.context.definitions.find(({ kind }) => kind === 'text')?.id ?? 0
    for (const sort of [
      'id',
      '-name',
      'company',
      '-nextTaskAt,id',
      `field:${field}`,
      '-tags,name',
    ]) {
      const whole = await mirror.listed({ sort, size: mirror.all.length })
      const pages = []
      for (let page = 1; page <= Math.ceil(whole.total / 50); page++)
        pages.push(...(await mirror.listed({ sort, page, size: 50 })).ids)
      expect({ sort, ids: pages }).toEqual({ sort, ids: whole.ids })
    }
  })

  it(
    'finds, sorts and filters by the new name of a company, which is one write',
    async () => {
      const { size, ...renamed } = await renameLargestCompany(mirror)
      expect(renamed).toEqual({ writes: 1, found: [size], former: 0, differing: [] })
      expect(await findUnequalQuery(mirror)).toBeNull()
    },
    timeLimit(60_000),
  )

  it.each(['legacy', 'bots'] as const)(
    'equals such a filter over contacts of %s, also where values are unknown',
    async (source) => {
      const own = await openMirrorDatabase(':memory:')
      expect(await findUnequalQuery(await fillMirror(own, 500, source))).toBeNull()
      await own.db.destroy()
    },
    timeLimit(60_000),
  )

  it('counts anew after a change, also if several are made at once', async () => {
    const { writer, rows } = mirror
    const [first, second, third] = rows
    if (!first || !second || !third) throw new Error('There are no rows')
    const renamed = (row: typeof first, name: string) => ({
      ...row,
      body: JSON.stringify({ ...JSON.parse(row.body), name }),
    })
    await Promise.all([
      writer.apply([renamed(first, 'Eins')], 2, null),
      writer.apply([third], 2, null),
    ])
    expect((await mirror.listed({ search: 'zwei' })).total).toBe(0)
    await writer.apply([renamed(second, 'Zwei')], 3, null)
    expect((await mirror.listed({ search: 'zwei' })).total).toBe(1)
  })
})
