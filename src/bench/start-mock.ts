import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Starts the mock as a separate process on a free port; `env` overrides its settings. */
export async function startMock(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../mock/main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MOCK_PORT: '0', ...env },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const address = /http:\/\/\S+/.exec(line)?.[0]
      if (address) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`The mock did not start (${code})`)))
  })
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
