import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { addressOf, startProgram, type Program } from '#testing/program.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-lock-'))
const programs: Program[] = []
afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop()))
  rmSync(folder, { recursive: true })
})

const config = join(folder, 'sources.json')
writeFileSync(
  config,
  JSON.stringify({
    sources: [
      { id: 'main', kind: 'amo-v4', title: 'Main', url: 'http://127.0.0.1:1', token: { env: 'T' } },
    ],
  }),
)
function proxyOn(state: string) {
  const program = startProgram(['src/proxy/main.ts'], {
    KARTOTEKA_CONFIG: config,
    KARTOTEKA_STATE: state,
    PORT: '0',
    T: 'token',
  })
  programs.push(program)
  return program
}

it('rejects a second proxy on one file at startup, and accepts a successor of a killed one', async () => {
  const state = join(folder, 'state.sqlite')
  const first = proxyOn(state)
  const address = await addressOf(first)
  const second = proxyOn(state)
  expect(await second.ended).toBe(1)
  expect(second.output()).toMatch(/Cannot start: another proxy uses the state in/)
  expect(second.output()).not.toMatch(/^\s+at /m)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  first.process.kill('SIGKILL')
  await first.ended
  await addressOf(proxyOn(state)) // no cleanup is required
}, 120_000)

it('runs two proxies on two files', async () => {
  const states = ['a', 'b'].map((name) => join(folder, `${name}.sqlite`))
  const addresses = await Promise.all(states.map((state) => addressOf(proxyOn(state))))
  expect(new Set(addresses).size).toBe(2)
}, 120_000)
