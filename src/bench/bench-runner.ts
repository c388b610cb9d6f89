import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus, freemem, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'

/**
 * `npm run bench`: prints the machine and runs every benchmark, one after another. A missed budget does
 * not stop the others; neither does a failed benchmark, which is reported at the end.
 */

const benches: { name: string; args: string[] }[] = [
  { name: 'server', args: ['server-bench.ts'] },
  { name: 'proxy', args: ['proxy-bench.ts'] },
  { name: 'jobs', args: ['--expose-gc', 'jobs-bench.ts'] },
  { name: 'mirror', args: ['mirror-bench.ts', '100000'] },
  { name: 'processes', args: ['processes-bench.ts'] },
  { name: 'mock', args: ['mock-bench.ts', '100000', '1000000'] },
  { name: 'dashboard', args: ['dashboard-bench.ts'] },
]

const gib = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(0)} GiB`
const load = () =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(' ')

const [first] = cpus()
console.log(`${cpus().length} × ${first?.model.trim() ?? 'CPU'}, ${gib(totalmem())} of memory`)
console.log(`Linux ${release()}, Node ${process.version}; free now ${gib(freemem())}`)

const failed: string[] = []
for (const { name, args } of benches) {
  console.log(`\n── bench:${name} · load before: ${load()} ${'─'.repeat(20)}`)
  const startedAt = performance.now()
  const flags = args.filter((arg) => arg.startsWith('--'))
  const [file = '', ...rest] = args.filter((arg) => !arg.startsWith('--'))
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, file), ...rest], {
    stdio: 'inherit',
  })
  const [code] = (await once(child, 'exit')) as [number | null] // the event's arguments
  if (code !== 0) failed.push(`${name} (${code})`)
  console.log(`\n   took ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`)
  process.exitCode = 1
}
