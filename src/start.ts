import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readSettings } from '#mock/mock-settings.ts'
import { readConfig } from '#proxy/config.ts'
import { isBuilt } from './dashboard-build.ts'

/**
 * `npm start`: builds the dashboard if it is outdated, starts mock and proxy, and prints the URL.
 */

const home = join(import.meta.dirname, '..')
const isDev = process.argv.includes('--dev')
const isDemo = !process.env['KARTOTEKA_CONFIG']
/** The demo's menu is in a separate build, so that production builds do not contain it. */
const hasDemoMenu = isDemo && process.env['KARTOTEKA_DEMO_MENU'] !== '0'
const mode = hasDemoMenu ? 'demo' : 'production'
const viteMode = hasDemoMenu ? ['--mode', 'demo'] : []
const children: ChildProcess[] = []
let isStopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))

checkSettings()
if (!isDev && !isBuilt(mode)) {
  console.log('Building the dashboard…')
  const { build } = await import('vite')
  await build({ root: home, mode, logLevel: 'warn' })
}
// With MOCK_PORT=0 or PORT=0 the system selects the port, which is passed to the next program.
const mockUrl = isDemo ? await startProgram('mock', ['src/mock/main.ts'], {}) : undefined
const proxyUrl = await startProgram('proxy', ['src/proxy/main.ts'], {
  ...(mockUrl && { MOCK_PORT: new URL(mockUrl).port }),
})
const url = isDev
  ? await startProgram('vite', ['node_modules/vite/bin/vite.js', '--strictPort', ...viteMode], {
      PORT: new URL(proxyUrl).port,
    })
  : proxyUrl
console.log(`\n  Kartoteka is ready: ${url}`)
if (isDemo) console.log('  Demo mode: all contacts are sample data.')
console.log('  Press Ctrl+C to stop.\n')

/**
 * Both programs check their own settings at startup; checking them here shows all issues at once.
 */
function checkSettings() {
  const faults = [
    () => readConfig(process.env, (path) => readFileSync(path, 'utf8')),
    ...(isDemo ? [() => readSettings(process.env)] : []),
  ].flatMap((read) => {
    try {
      read()
      return []
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  })
  if (faults.length === 0) return
  console.error(faults.join('\n'))
  process.exit(1)
}

/**
 * Starts a program and waits for the line in which it prints its URL; resolves with the URL. If a
 * program ends on its own, all others are stopped.
 */
function startProgram(
  name: string,
  [file = '', ...args]: string[],
  env: Record<string, string>,
): Promise<string> {
  const isOurs = file.startsWith('src/')
  // See proxy/idle-memory.ts.
  const flags = isOurs
    ? ['--expose-gc', ...(isDev ? ['--watch', '--watch-preserve-output'] : [])]
    : []
  const child = spawn(process.execPath, [...flags, file, ...args], {
    cwd: home,
    // Node's compile cache is stored: the next start is faster and takes about 25 MB less.
    env: {
      NODE_COMPILE_CACHE: join(home, 'node_modules/.cache/node'),
      // A single heap of the C library returns memory that several would keep, because responses
      // are large and short-lived.
      MALLOC_ARENA_MAX: '1',
      // More than the rate of an account, so that the local copies are complete 10 seconds after the
      // start.
      ...(isDemo && { KARTOTEKA_MIRROR: '1', MOCK_RATE: '21', MOCK_BOT_RATE: '4' }),
      ...process.env,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  child.on('exit', (code, signal) => {
    if (isStopping) return
    console.error(`${name} stopped (${signal ?? code})`)
    stop(1)
  })
  return new Promise((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const address = /https?:\/\/[\w.[\]:-]+:\d+/.exec(line)?.[0]
      if (address) resolve(address)
      // Log lines are JSON; other output of the programs is replaced by the summary below.
      if (line.startsWith('{') || isDev) console.log(line)
    })
  })
}

function stop(code: number) {
  if (isStopping) return
  isStopping = true
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null)
  let left = running.length
  if (left === 0) process.exit(code)
  for (const child of running) {
    child.on('exit', () => {
      left -= 1
      if (left === 0) process.exit(code)
    })
    child.kill('SIGTERM')
  }
  // A program that does not stop in time is killed.
  setTimeout(() => {
    for (const child of running) child.kill('SIGKILL')
  }, 6000).unref()
}
