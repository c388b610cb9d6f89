import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { findTestBrowser } from './chromium.ts'
import { count, failures, home, numberAt, readJson, reports, run, tally } from './run-step.ts'
import { countFailures, vitest } from './vitest-step.ts'

/**
 * `npm run check`: types, lint, format, unused code, all tests of pure rules, and those tests of
 * screens and servers which uncommitted changes can affect. `npm test`: the same with all tests,
 * those with real processes, the build, and the end-to-end tests in a real browser. `npm run
 * test:e2e`: only the build and the end-to-end tests. `npm run test:soak`: the long forms of the
 * tests that have one, with a different seed each time. The last line contains the totals: `N
 * passed, M failed`.
 *
 * A test that failed in `npm test` runs once more when all others have ended.
 *
 * Three parts run side by side, because tests that start programs mostly wait for them: unit and
 * component tests, end-to-end tests, and all others.
 */

const part = process.argv[2] // `check`, `e2e`, `soak`; all but `soak` where none is named
/** Imports of tests that build a proxy, the mock or the whole page. */
const buildsServers =
  /from '(?:#mock\/mock-app|#proxy\/proxy-app|#testing\/(?!values|soak|render-control|choose-option|value-arbitraries))/

const journeySuite = z.object({
  file: z.string(),
  get suites() {
    return z.optional(z.array(journeySuite))
  },
  specs: z.array(
    z.object({
      title: z.string(),
      tests: z.array(
        z.object({
          status: z.string(),
          results: z.array(z.object({ error: z.optional(z.object({ message: z.string() })) })),
        }),
      ),
    }),
  ),
})
type JourneySuite = z.infer<typeof journeySuite>
const journeyReport = z.object({ suites: z.array(journeySuite) })

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

if (part === 'soak') await soak()
else if (part === 'check') {
  await staticChecks()
  await quickTests()
} else if (await isBuilt())
  await Promise.all(part === 'e2e' ? [journeys()] : [unitTests(), journeys(), otherChecks()])

// Of a long form the seed is what repeats it; of a check the next save.
await countFailures({ isRepeated: part === undefined })

for (const failure of failures) console.log(failure)
console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
process.exit(tally.failed > 0 ? 1 : 0)

async function runStep(
  name: string,
  program: string,
  args: string[],
  env: Record<string, string> = {},
) {
  const { isFine, lastLines } = await run(name, program, args, env)
  tally[isFine ? 'passed' : 'failed'] += 1
  if (!isFine) failures.push(`✗ ${name}`, ...lastLines)
  return isFine
}

/** Builds the production and demo dashboards, which tests share. */
async function isBuilt(): Promise<boolean> {
  for (const mode of ['production', 'demo']) {
    const args = ['build', '--mode', mode, '--logLevel=warn']
    if (!(await runStep(`build, ${mode}`, 'vite', args))) return false
  }
  return true
}

/** Tests over processes follow the types, whose output one of them uses. */
async function otherChecks() {
  await staticChecks()
  await vitest('tests over processes', ['--project', 'processes'])
}

async function staticChecks() {
  // Several checkers would each work out the same types, which takes longer on few cores.
  // The lint takes as long as all others.
  await Promise.all([runStep('lint', 'oxlint', ['--quiet'], { GOMAXPROCS: '1' }), othersThanLint()])
}

async function othersThanLint() {
  await runStep('types', 'tsc', ['-b', '--checkers', '1'])
  await runStep('format', 'oxfmt', ['--check'])
  await runStep('unused code', 'knip', [])
}

function unitTests() {
  const projects = ['servers', 'dashboard', 'isolated'].flatMap((name) => ['--project', name])
  return vitest('unit and component tests', projects)
}

/** What runs on every save of a rule: tests that build neither servers nor screens. */
async function quickTests() {
  const files = globSync('{src,build}/**/*.test.{ts,tsx}', { cwd: home })
  const isUnit = (file: string) => !file.endsWith('.process.test.ts')
  const isWhole = (file: string) => buildsServers.test(readFileSync(join(home, file), 'utf8'))
  const units = files.filter(isUnit)
  await vitest(
    'tests of pure rules',
    units.filter((file) => !isWhole(file)),
  )
  const args = ['--changed', '--passWithNoTests', ...units.filter(isWhole)]
  await vitest('tests of what has changed', args, { mayBeEmpty: true })
}

/** Kills, faults and properties: every test that has a long form. */
async function soak() {
  const seed = process.env['TEST_SEED'] ?? String(Date.now() % 1_000_000_000)
  console.log(`Seed ${seed}: TEST_SEED=${seed} npm run test:soak repeats it`)
  const files = globSync('src/**/*.test.{ts,tsx}', { cwd: home }).filter((file) =>
    /\/soak\.ts'|'fast-check'/.test(readFileSync(join(home, file), 'utf8')),
  )
  const env = { TEST_SOAK: '1', TEST_SEED: seed }
  await vitest('long forms of tests', ['--testTimeout=3600000', ...files], { env })
}

async function journeys() {
  const chromium = await findTestBrowser(process.env)
  console.log(`\nBrowser: ${chromium.path} (${chromium.from})`)
  const report = join(reports, 'journeys.json')
  const { isFine } = await run(
    'end-to-end tests',
    'playwright',
    ['test', '-c', 'e2e/playwright.config.ts'],
    {
      CHROMIUM_PATH: chromium.path,
      CHROMIUM_ENV: JSON.stringify(chromium.env),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  )
  count(isFine, report, (json) => {
    const stats = typeof json === 'object' && json && 'stats' in json ? json.stats : undefined
    return {
      passed: numberAt(stats, 'expected') + numberAt(stats, 'flaky'),
      failed: numberAt(stats, 'unexpected'),
    }
  })
  reportJourneys(journeyReport.safeParse(readJson(report)).data?.suites ?? [])
}

function reportJourneys(suites: JourneySuite[]) {
  for (const { file, suites: inner = [], specs } of suites) {
    reportJourneys(inner)
    for (const { title, tests } of specs)
      for (const { status, results } of tests) {
        const error = results[0]?.error?.message ?? ''
        if (status === 'unexpected') failures.push(`✗ e2e/${file} · ${title}\n${error}`)
        if (status === 'flaky')
          failures.push(`Passed only at the second attempt: e2e/${file} · ${title}\n${error}`)
      }
  }
}
