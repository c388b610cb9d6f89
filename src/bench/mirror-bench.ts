import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMirrorThreads } from '#proxy/mirror/mirror-threads.ts'
import { createMirrorStore } from '#proxy/mirror/mirror-store.ts'
import { initialState, saveState } from '#proxy/mirror/mirror-state.ts'
import { createMirrorContacts } from './mirror-contacts.ts'
import { measurePaging } from './mirror-paging.ts'
import { measureQueries } from './store-queries.ts'
import { measureServers } from './mirror-servers.ts'

/**
 * `npm run bench:mirror -- 100000 1000000`: filling a local copy, its queries, the proxy's pages
 * beside a bare Fastify running the same statement, and 200 people paging through the demo's copy at
 * the source's rate. Budgets are those of one million contacts on two cores, a third of them for
 * 100,000.
 */

const sizes = process.argv.slice(2).map(Number)

async function fill(file: string, amount: number) {
  const made = await createMirrorContacts()
  const threads = await openMirrorThreads({
    file,
    dialect: 'amo-v4',
    onCrash: (error) => {
      throw error
    },
  })
  const store = createMirrorStore(threads.writer, threads.opened, () => {})
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
  await threads.close()
  const rate = (value: number) => Math.round(amount / value).toLocaleString('en')
  console.log(`\n${amount.toLocaleString('en')} contacts`)
  console.log(
    `  fill: read, derive, write  ${((filled - startedAt - making) / 1000).toFixed(1)} s, indexes ${((built - filled) / 1000).toFixed(1)} s: ${rate(seconds)} rows/s (budget 10,000), ${rate(cpu)} per second of CPU`,
  )
  console.log(
    `  memory of the process      at most ${((peak - memoryBefore) / 2 ** 20).toFixed(0)} MB more than what makes the contacts (budget 300)`,
  )
  console.log(`  on disk                    ${(statSync(file).size / 2 ** 20).toFixed(0)} MB`)
}

for (const amount of sizes.length > 0 ? sizes : [100_000]) {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
  try {
    const file = join(folder, 'mirror-main.sqlite')
    await fill(file, amount)
    const share = amount >= 1_000_000 ? 1 : 1 / 3
    await measureQueries(file, share)
    await measureServers(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
if (process.env['BENCH_PAGING'] !== '0') await measurePaging()
