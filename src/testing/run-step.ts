import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

export const home = join(import.meta.dirname, '../..')
export const reports = join(home, 'node_modules/.cache/reports')
/** Tests start hundreds of programs: half of their start is compiling. */
const compileCache = join(home, 'node_modules/.cache/node')
export const tally = { passed: 0, failed: 0 }
/** Output of failed steps and names of failed tests, repeated at the end of a long output. */
export const failures: string[] = []

/** Prints what a program prints, each line with the name of the step; resolves when it has ended. */
export function run(
  name: string,
  program: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ isFine: boolean; lastLines: string[] }> {
  const startedAt = performance.now()
  console.log(`▸ ${name}`)
  const child = spawn(join(home, 'node_modules/.bin', program), args, {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
  })
  const lines: string[] = []
  for (const output of [child.stdout, child.stderr]) printLines(name, output, lines)
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error)
      resolve({ isFine: false, lastLines: [String(error)] })
    })
    // after the last line of output, unlike `exit`
    child.on('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${seconds} s`)
      resolve({ isFine: code === 0, lastLines: lines.slice(-20) })
    })
  })
}

/** Steps that run side by side are told apart by their names. */
function printLines(name: string, output: Readable, lines: string[]) {
  createInterface({ input: output }).on('line', (line) => {
    lines.push(line)
    console.log(`${name} │ ${line}`)
  })
}

/** A runner that failed without a failed test counts as one failure. */
export function count(
  isFine: boolean,
  report: string,
  read: (json: unknown) => { passed: number; failed: number },
) {
  const { passed, failed } = read(readJson(report))
  tally.passed += passed
  tally.failed += isFine ? failed : Math.max(failed, 1)
  if (isFine && passed === 0) tally.failed += 1
}

export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    console.error(`No report at ${file}: ${String(error)}`)
    return undefined
  }
}

export function numberAt(json: unknown, key: string): number {
  if (typeof json !== 'object' || json === null) return 0
  return Number(new Map<string, unknown>(Object.entries(json)).get(key) ?? 0)
}
