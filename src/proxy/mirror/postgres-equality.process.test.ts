import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mirrorScript, rowsAfter } from '#testing/mirror-steps.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { runs, timeLimit } from '#testing/soak.ts'
import { mirrorPlaceOf } from './mirror-place.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(() => postgres.stop())

it(
  'equals the source in Postgres after any interleaving of changes, filling, kills and failures',
  async () => {
    await fc.assert(
      fc.asyncProperty(mirrorScript, async (script) => {
        const database = { kind: 'postgres', url: await postgres.newDatabase() } as const
        const { copied, atSource } = await rowsAfter(script, mirrorPlaceOf(database, 'main'))
        expect(copied).toEqual(atSource)
      }),
      { numRuns: runs(2) },
    )
  },
  timeLimit(120_000),
)
