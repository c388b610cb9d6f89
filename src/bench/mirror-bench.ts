import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMirrorReading } from '#proxy/mirror/mirror-database.ts'
import { fileMirror, mirrorPlaceOf, type MirrorPlace } from '#proxy/mirror/mirror-place.ts'
import { createMirrorStore } from '#proxy/mirror/mirror-store.ts'
import { initialState, saveState } from '#proxy/mirror/mirror-state.ts'
import { openPostgresReading } from '#proxy/mirror/postgres-mirror.ts'
import { startOwnPostgres } from '#testing/postgres.ts'
import { createMirrorContacts } from './mirror-contacts.ts'
import { measurePaging } from './mirror-paging.ts'
import { measureQueries, type QueryBudgets } from './store-queries.ts'
import { measureServers } from './mirror-servers.ts'

/**
 * `npm run bench:mirror -- 100000 1000000`: filling a local copy, its queries, the proxy's pages
 * beside a bare Fastify running the same statement, and 200 people paging through the demo's copy at
 * the source's rate. Budgets are those of one million contacts on two cores, a third of them for
 * 100,000. `--postgres`: filling and queries of one in a Postgres.
 */

const postgresSwitch = '--postgres'
const sizes = process.argv
  .slice(2)
  .filter((argument) => argument !== postgresSwitch)
  .map(Number)
const isPostgres = process.argv.includes(postgresSwitch)

const fileBudgets: QueryBudgets = {
  page: 5,
  jump: 25,
  filtered: 200,
  two: 200,
  total: 60,
  word: 200,
  phone: 10,
  facets: 150,
}
const postgresBudgets: QueryBudgets = {
  page: 15,
  jump: 120,
  filtered: 200,
  two: 180,
  total: 180,
  word: 500,
  phone: 15,
  facets: 300,
}
const shareOf = (amount: number) => (amount >= 1_000_000 ? 1 : 1 / 3)

async function fill(place: MirrorPlace, amount: number) {
  const made = await createMirrorContacts()
  const parts = await place.open({
    report: console.log,
    rows: 'amo-v4',
    onCrash: (error) => {
      throw error
    },
  })
  const store = createMirrorStore(parts.writer, parts.opened, () => {})
  await store.setContext(made.context)
  await store.rename('user', new Map(made.users))
  await store.rename('company', new Map(made.companies))
  const before = process.cpuUsage()
  let making = 0
  const memoryBefore = process.memoryUsage.rss()
  let peak = 0
  const startedAt = performance.now()
  let writing: Promise<unknown> = Promise.resolve()
  for (let page = 0; page < amount / made.pageSize; page++) {
    const madeAt = performance.now()
    const json = made.pageJson(page)
    making += performance.now() - madeAt
    const rows = made.readPage(json)
    await writing
    // The next page is read while this one is written.
    writing = store.apply(rows, store.beginReading(), 1)
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  await writing
  const filled = performance.now()
  await store.buildIndexes()
  const built = performance.now()
  peak = Math.max(peak, process.memoryUsage.rss())
  const seconds = (built - startedAt - making) / 1000
  const { user, system } = process.cpuUsage(before)
  const cpu = (user + system) / 1e6 - making / 1000
  await saveState(store, {
    ...initialState,
    context: made.context,
    isComplete: true,
    asOf: Date.now(),
    lastFullScanAt: Date.now(),
  })
  const bytes = await parts.size()
  await parts.close()
  const rate = (value: number) => Math.round(amount / value).toLocaleString('en')
  console.log(`\n${amount.toLocaleString('en')} contacts`)
  console.log(
    `  fill: read, derive, write  ${((filled - startedAt - making) / 1000).toFixed(1)} s, indexes ${((built - filled) / 1000).toFixed(1)} s: ${rate(seconds)} rows/s (budget 10,000), ${rate(cpu)} per second of CPU`,
  )
  console.log(
    `  memory of the process      at most ${((peak - memoryBefore) / 2 ** 20).toFixed(0)} MB more than what makes the contacts (budget 300)`,
  )
  console.log(`  on disk                    ${((bytes ?? 0) / 2 ** 20).toFixed(0)} MB`)
}

async function measureFile(amount: number) {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
  try {
    const file = join(folder, 'mirror-main.sqlite')
    await fill(fileMirror(file), amount)
    await measureQueries(openMirrorReading(file), fileBudgets, shareOf(amount))
    await measureServers(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measurePostgres(amount: number) {
  const postgres = await startOwnPostgres(['shared_buffers=512MB', 'max_wal_size=4GB'])
  try {
    const url = await postgres.newDatabase('C.UTF-8')
    const place = mirrorPlaceOf({ kind: 'postgres', url }, 'main')
    await fill(place, amount)
    if (!place.shared) throw new Error('It is not in the Postgres')
    await measureQueries(openPostgresReading(place.shared), postgresBudgets, shareOf(amount))
  } finally {
    await postgres.stop()
  }
}

for (const amount of sizes.length > 0 ? sizes : [100_000])
  await (isPostgres ? measurePostgres(amount) : measureFile(amount))
if (!isPostgres && process.env['BENCH_PAGING'] !== '0') await measurePaging()
