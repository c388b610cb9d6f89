import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '#proxy/store/state-store.ts'
import { sampleOf, writeAnswers } from '#testing/fault-answers.ts'
import { contradictionsIn, isProof } from '#testing/fault-contradictions.ts'
import { matrixCalls, matrixSources, tryCell } from '#testing/fault-matrix.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { seed, timeLimit } from '#testing/soak.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(() => postgres.stop())

/** The job operations whose state is stored in Postgres: one response of each in the short form. */
const cells = matrixSources.flatMap((source) =>
  matrixCalls[source]
    .filter(({ isJob }) => isJob)
    .map((call) => ({ source, call, name: call.name })),
)

it.each(cells)(
  `keeps the state of $source, $name on Postgres after any response (seed ${seed})`,
  async ({ source, call }) => {
    for (const answer of sampleOf(writeAnswers, 1)) {
      if (isProof(source, call, answer)) continue
      const database = { kind: 'postgres' as const, url: await postgres.newDatabase() }
      // `buildStack` has no moment at which the tables of several connections could be created.
      await (await openStore(database)).close()
      const tried = await tryCell(source, call, answer, database)
      expect(contradictionsIn(tried, false)).toEqual([])
    }
  },
  timeLimit(120_000),
)
