import { cpus } from 'node:os'
import { header, lineOf, median, tableOf, worst, type Work } from './dashboard-budgets.ts'
import { measure, openList, type Measured } from './dashboard-rounds.ts'
import { openBenchBrowser, type BenchBrowser } from './dashboard-browser.ts'
import { cellEdits } from './dashboard-cell-edits.ts'
import { typing } from './dashboard-typing.ts'
import { heapAfter, receivedOf, type Received } from './dashboard-weight.ts'

/**
 * `npm run bench:dashboard`: the time from a click to the painted result, in a real Chromium with
 * the production build, the proxy and the mock with 100,000 contacts. A hand-written page
 * (dashboard-baseline.js) does the same work in the same run, because absolute times cannot be
 * compared across machines.
 */

const contacts = Number(process.env['BENCH_CONTACTS'] ?? 100_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 9)
/**
 * The eight default columns and two custom fields of the mock, because the peers rendered ten
 * columns as well.
 */
const layout = 'name*,phone,email,company,responsible,tags,createdAt,updatedAt,f4396817,f4400101'
const list = `/main/contacts?size=250&columns=${layout}`

const works: Work[] = [
  'next',
  'prefetched',
  'sort',
  'selectAll',
  'open',
  'back',
  'cold',
  'coldThrottled',
]

async function bench(browser: BenchBrowser) {
  const { columns, readBy } = await readShownColumns(browser)
  const baseline = `/baseline/dashboard-baseline.html?${new URLSearchParams({ columns: [...columns, 'actions'].join(), list: readBy }).toString()}`
  console.log(
    `\n${contacts.toLocaleString('en')} contacts, pages of 250 rows × ${columns.length} columns (${columns.join(', ')}); ` +
      `medians of ${rounds}, ${cpus().length} cores, Node ${process.version}\n`,
  )
  const lines: string[][] = []
  const parts: string[] = []
  for (const slowdown of [1, 4]) {
    const paths = { ours: list, baseline }
    const { ours, baseline: baselineTimings } = await measure(browser, paths, slowdown, rounds)
    for (const work of works.filter((name) => ours[name].length > 0))
      lines.push(lineOf(work, slowdown, painted(ours, work), painted(baselineTimings, work)))
    for (const work of works.filter((name) => !name.startsWith('cold')))
      parts.push(
        `  ÷ ${slowdown} ${work.padEnd(9)} ${partsOf(ours, work)}; the baseline ${partsOf(baselineTimings, work)}`,
      )
  }
  console.log(tableOf([...header, ...lines]))
  console.log(
    '\nWhere the time goes, medians in ms: response received → document changed → painted',
  )
  console.log(parts.join('\n'))
  await reportTyping(browser)
  await reportCellEdits(browser)
  await reportWeight(browser)
}

const painted = (measured: Measured, work: Work) => measured[work].map((taken) => taken.painted)

function partsOf(measured: Measured, work: Work): string {
  const medianOf = (part: 'answered' | 'changed' | 'painted') =>
    median(measured[work].map((taken) => taken[part])).toFixed(0)
  const answered = measured[work].some((taken) => taken.answered > 0)
    ? medianOf('answered')
    : 'no request'
  return `${answered} → ${medianOf('changed')} → ${medianOf('painted')}`
}

/** The columns of the table, and the URL from which the dashboard read its rows. */
async function readShownColumns({ session: openSession }: BenchBrowser) {
  const session = await openSession()
  const listRequest = session.page.waitForRequest(/\/api\/.*\/contacts\?/)
  await openList(session, list)
  const { pathname, search } = new URL((await listRequest).url())
  const columns = await session.page
    .locator('th[data-column]:not([data-column=select], [data-column=actions])')
    .evaluateAll((heads) => heads.map((cell) => cell.getAttribute('data-column') ?? ''))
  await session.close()
  return { columns, readBy: pathname + search }
}

async function reportTyping(browser: BenchBrowser) {
  console.log('\nTyping into the search box (budget: no task over 50 ms; peers 13 to 26 ms a key)')
  for (const slowdown of [1, 4])
    for (const everyMs of [120, 400]) {
      const { keys, tasks } = await typing(browser, list, slowdown, everyMs)
      const following = everyMs > 250 ? 'the list follows each letter' : 'the list waits'
      console.log(
        `  ÷ ${slowdown}, a letter each ${everyMs} ms (${following}): key → painted ${median(keys).toFixed(0)} ms, ` +
          `worst ${worst(keys).toFixed(0)}; longest task ${median(tasks).toFixed(0)} ms, worst ${worst(tasks).toFixed(0)}${worst(tasks) > 50 ? ' MISSED' : ''}`,
      )
    }
}

async function reportCellEdits(browser: BenchBrowser) {
  console.log('\nEdit in a cell, Enter → value painted (budget 50 ms)')
  for (const slowdown of [1, 4]) {
    const taken = await cellEdits(browser, list, slowdown)
    console.log(
      `  ÷ ${slowdown}: ${median(taken).toFixed(0)} ms, worst ${worst(taken).toFixed(0)}, of ${taken.length}${slowdown === 1 && median(taken) > 50 ? ' MISSED' : ''}`,
    )
  }
}

async function reportWeight(browser: BenchBrowser) {
  const [after2 = 0, after20 = 0] = await heapAfter(browser, list, [2, 20])
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  const growth = after20 / after2
  console.log(
    `\nHeap after 2 page turns ${mb(after2)}, after 20 ${mb(after20)}: × ${growth.toFixed(2)} (budget 1.10)${growth > 1.1 ? ' MISSED' : ''}`,
  )
  const received = await receivedOf(browser, list, 'ru-RU') // the heavier language
  console.log('\nReceived by the browser until the first row was painted')
  for (const kind of ['script', 'style'] as const)
    console.log(`  ${weightOf(received, kind, budgetsKib[kind])}`)
  for (const { path, body, transferred, encoding } of received)
    console.log(
      `  ${path} ${kibOf(body)} KiB ${encoding || 'uncompressed'}, ${kibOf(transferred)} with headers`,
    )
}

/** KiB transferred; style sheets are counted together with fonts. */
const budgetsKib = { script: 150, style: 90 }
const kibOf = (bytes: number) => (bytes / 1024).toFixed(1)

function weightOf(received: Received[], kind: 'script' | 'style', budgetKib: number): string {
  const responses = received.filter((response) => response.kind === kind)
  const sum = (part: 'body' | 'transferred') =>
    responses.reduce((all, response) => all + response[part], 0)
  const missed = sum('body') > budgetKib * 1024 ? ' MISSED' : ''
  return `${kind}s ${kibOf(sum('body'))} KiB in ${responses.length} files (budget ${budgetKib})${missed}; ${kibOf(sum('transferred'))} KiB with HTTP/1.1 headers`
}

const browser = await openBenchBrowser(contacts)
try {
  await bench(browser)
} finally {
  await browser.close()
}
