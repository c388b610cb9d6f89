import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { addressOf, startProgram } from '#testing/program.ts'
import { startOwnPostgres } from '#testing/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-shutdown-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A source that never responds; `asked` resolves at the first request. */
async function muteSource() {
  let note = () => {}
  const asked = new Promise<void>((resolve) => (note = resolve))
  const server = createServer(() => note())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listens on TCP
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, asked, close }
}

function startProxy(url: string, env: Record<string, string>) {
  const config = join(folder, 'sources.json')
  const source = { id: 'main', kind: 'amo-v4', title: 'Main', url, token: { env: 'T' } }
  writeFileSync(config, JSON.stringify({ sources: [source] }))
  const common = { KARTOTEKA_CONFIG: config, PORT: '0', T: 'token' }
  return startProgram(['src/proxy/main.ts'], { ...common, ...env })
}

it('exits cleanly and in time while a source does not respond', async () => {
  const source = await muteSource()
  const program = startProxy(source.url, { KARTOTEKA_STATE: join(folder, 'state.sqlite') })
  const address = await addressOf(program)
  const answer = fetch(`${address}/api/sources/main/contacts`).catch(() => undefined)
  await source.asked
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  await answer
  source.close()
}, 120_000)

it('responds with 503 while its Postgres is unavailable', async () => {
  const source = await muteSource()
  const postgres = await startOwnPostgres()
  const program = startProxy(source.url, { DATABASE_URL: await postgres.newDatabase() })
  const address = await addressOf(program)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  await postgres.stop()
  expect((await fetch(`${address}/readyz`)).status).toBe(503)
  for (const path of ['/api/sources/main/contacts', '/api/sources/main/jobs']) {
    const answer = await fetch(`${address}${path}`)
    expect([path, answer.status]).toEqual([path, 503])
    expect(await answer.json()).toMatchObject({ code: 'state_unavailable' })
  }
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  await program.stop()
  source.close()
}, 120_000)
