import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { quantile } from './quantile.ts'
import { startMock } from './start-mock.ts'

/**
 * `npm run bench:server`: the time to start with a built dashboard, and the memory of the proxy's
 * process after a thousand reads. The real programs, over loopback.
 */

const home = join(import.meta.dirname, '../..')
const goals = { ready: 3, memory: 150 }

/** Starts a program; resolves at the first line of output that matches `ready`. */
async function start(file: string, ready: RegExp, env: Record<string, string>) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--expose-gc', join(home, file)], {
    cwd: home,
    env: {
      // The same as in start.ts.
      NODE_COMPILE_CACHE: join(home, 'node_modules/.cache/node'),
      MALLOC_ARENA_MAX: '1',
      ...process.env,
      KARTOTEKA_CONFIG: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const address = ready.exec(line)?.[1]
      if (address) resolve(address)
    })
    child.on('exit', (code) => reject(new Error(`${file} stopped (${code})`)))
  })
  return { url, child, seconds: (performance.now() - startedAt) / 1000 }
}

async function stop(child: ChildProcess) {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** Resident memory of a process in MB, as reported by Linux. */
function residentOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}

async function startToReady() {
  const times: number[] = []
  for (let run = 0; run < 6; run++) {
    const { child, seconds } = await start('src/start.ts', /ready: (\S+)/, {
      PORT: '0',
      MOCK_PORT: '0',
    })
    await stop(child)
    if (run > 0) times.push(seconds) // the first start may include a build
  }
  console.log(`\nStart to ready, built, 10,000 contacts, ${times.length} times`)
  console.log(`  p50 ${quantile(times, 0.5).toFixed(1)} s (budget ${goals.ready} s)`)
}

/** The mock as a source with the highest rate limit. */
const fastSource = (url: string) => ({
  id: 'main',
  kind: 'amo-v4',
  title: 'Main',
  url,
  token: { env: 'MOCK_TOKEN' },
  requestsPerSecond: 50, // the highest allowed value
})

async function memory() {
  const mock = await startMock({ MOCK_RATE: '0', MOCK_BOT_RATE: '0' })
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
  const config = join(folder, 'sources.json')
  writeFileSync(config, JSON.stringify({ sources: [fastSource(mock.url)] }))
  const proxy = await start('src/proxy/main.ts', /(http:\S+)/, {
    PORT: '0',
    KARTOTEKA_CONFIG: config,
    KARTOTEKA_STATE: ':memory:',
    MOCK_TOKEN: 'demo-token',
  })
  const pool = new Pool(proxy.url, { connections: 8 })
  const readings: string[] = []
  const measure = (when: string) =>
    readings.push(`${when} ${residentOf(proxy.child).toFixed(0)} MB`)
  measure('before')
  let page = 0
  const read = async () => {
    while (page < 1000) {
      page += 1
      const path = `/api/sources/main/contacts?size=250&page=${1 + (page % 40)}`
      const { statusCode, body } = await pool.request({ method: 'GET', path })
      await body.arrayBuffer()
      if (statusCode !== 200) throw new Error(`status ${statusCode}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, read))
  measure('right after')
  await pause(30_000)
  measure('idle for 30 s')
  console.log('\nMemory of the proxy (resident), 1,000 reads of 250 contacts, 8 at a time')
  console.log(`  ${readings.join(', ')} (budget ${goals.memory} MB)`)
  await pool.close()
  await stop(proxy.child)
  await mock.stop()
  rmSync(folder, { recursive: true })
}

await startToReady()
await memory()
