import { join, relative } from 'node:path'
import { z } from 'zod'
import { failures, home, readJson, reports, run, tally } from './run-step.ts'

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
})

interface FailedTest {
  /** Relative to the folder of the project. */
  file: string
  /** Absent where the file itself failed. */
  test: string | undefined
  message: string
}

/** More than these at once do not come from a busy machine. */
const repeatLimit = 12
const toRepeat: FailedTest[] = []

/** Runs tests. Those that failed are not counted until `countFailures`. */
export async function vitest(
  name: string,
  more: string[],
  { env, mayBeEmpty = false }: { env?: Record<string, string>; mayBeEmpty?: boolean } = {},
) {
  const { isFine, lastLines, passed, failed } = await runVitest(name, more, env)
  tally.passed += passed
  toRepeat.push(...failed)
  // a runner that failed without a failed test, or that found none
  if (failed.length === 0 && (!isFine || (passed === 0 && !mayBeEmpty))) {
    tally.failed += 1
    failures.push(`✗ ${name}`, ...lastLines)
  }
}

/**
 * Counts the tests that failed. With `isRepeated` their files run once more before, one at a time and
 * beside nothing else: what passes now failed because the machine was busy. It counts as passed and is
 * listed by name, as it is for end-to-end tests, because it still has to be mended.
 */
export async function countFailures({ isRepeated }: { isRepeated: boolean }) {
  const first = toRepeat.splice(0)
  if (first.length === 0) return
  if (!isRepeated || first.length > repeatLimit) {
    for (const each of first) countFailed(each)
    return
  }
  const files = [...new Set(first.map(({ file }) => file))]
  const again = await runVitest('failed tests once more', ['--no-file-parallelism', ...files])
  const isSame = (one: FailedTest) => (other: FailedTest) =>
    one.file === other.file && one.test === other.test
  const isEnded = again.isFine || again.failed.length > 0
  for (const each of first)
    if (!isEnded || again.failed.some(isSame(each))) countFailed(each)
    else {
      tally.passed += 1
      failures.push(`Passed only at the second attempt: ${textOf(each)}`)
    }
  for (const each of again.failed) if (!first.some(isSame(each))) countFailed(each)
}

function countFailed(each: FailedTest) {
  tally.failed += 1
  failures.push(`✗ ${textOf(each)}`)
}

const textOf = ({ file, test, message }: FailedTest) =>
  test === undefined ? `${file}: ${message}` : `${file} · ${test}\n${message}`

async function runVitest(name: string, more: string[], env: Record<string, string> = {}) {
  const report = join(reports, `${name.replaceAll(/\W+/g, '-')}.json`)
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { isFine, lastLines } = await run(name, 'vitest', [...args, ...more], env)
  const files = vitestReport.safeParse(readJson(report)).data?.testResults ?? []
  let passed = 0
  const failed: FailedTest[] = []
  for (const { name: path, status, message, assertionResults } of files) {
    const file = relative(home, path)
    if (status === 'failed' && message) failed.push({ file, test: undefined, message })
    for (const test of assertionResults)
      if (test.status === 'passed') passed += 1
      else if (test.status === 'failed')
        failed.push({ file, test: test.fullName, message: test.failureMessages[0] ?? '' })
  }
  return { isFine, lastLines, passed, failed }
}
