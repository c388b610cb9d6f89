import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The mock's amoCRM v4 account as a source of the proxy. */
export const mockSource = (url: string, requestsPerSecond: number) =>
  ({
    id: 'main',
    kind: 'amo-v4',
    title: 'Main',
    url,
    webUrl: null,
    requestsPerSecond,
    access: { kind: 'token', token: 'demo-token' },
  }) as const

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
