import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-mock-'))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function startMock(env: Record<string, string>) {
  const child = spawn(process.execPath, ['src/mock/main.ts'], {
    env: { ...process.env, MOCK_PORT: '0', MOCK_RATE: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  children.push(child)
  // the message sent by main.ts
  const [message] = (await once(child, 'message')) as [{ ready: boolean; url: string }]
  return { child, url: message.url }
}

async function runToExit(env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['src/mock/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let message = ''
  child.stderr.on('data', (chunk: Buffer) => (message += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null] // the type in node:child_process
  return { code, message }
}

describe('a mock with a data file', () => {
  it('loses no acknowledged write when killed', async () => {
    const data = join(folder, 'killed.sqlite')
    const { child, url } = await startMock({ MOCK_DATA: data, MOCK_CONTACTS: '99' })
    const acknowledged = new Map<number, string>()
    let killed = false
    const writer = async (name: string) => {
      for (let i = 0; !killed; i++) {
        const names = [0, 1, 2].map((index) => `${name}-${i}-${index}`)
        const answer = await fetch(`${url}/api/v4/contacts`, {
          method: 'POST',
          headers: { authorization: 'Bearer demo-token', 'content-type': 'application/json' },
          body: JSON.stringify(names.map((item) => ({ name: item }))),
        })
        const { _embedded } = (await answer.json()) as { _embedded: { contacts: { id: number }[] } }
        for (const [index, { id }] of _embedded.contacts.entries())
          acknowledged.set(id, names[index]!)
        if (acknowledged.size >= 150 && !killed) {
          killed = true
          child.kill('SIGKILL') // while the other writers' requests are in progress
        }
      }
    }
    await Promise.allSettled(['a', 'b', 'c', 'd'].map(writer))
    const { app, store } = buildMock({ data })
    expect(acknowledged.size).toBeGreaterThanOrEqual(150)
    for (const [id, name] of acknowledged) expect(store.contact(id)?.name).toBe(name)
    const rowCount = store.db.get<{ n: number }>('select count(*) as n from contacts')?.n ?? 0
    expect((rowCount - 99) % 3).toBe(0) // a batch is saved completely or not at all
    await app.close()
  })

  it('starts over if an earlier start was killed while seeding', async () => {
    const data = join(folder, 'half.sqlite')
    const expected = buildMock({ contacts: 30 }).store.countContacts()
    writeFileSync(`${data}.seeding`, 'half a file')
    const { app, store } = buildMock({ data, contacts: 30 })
    expect(store.countContacts()).toBe(expected)
    await app.close()
    const reopened = buildMock({ data, contacts: 5000 }) // an existing file is used unchanged
    expect(reopened.store.countContacts()).toBe(expected)
    await reopened.app.close()
  })
})

describe('the long-lived token', () => {
  it('is that of the last start only', async () => {
    const data = join(folder, 'token.sqlite')
    await buildMock({ data, contacts: 1, token: 'old' }).app.close()
    const mock = buildMock({ data, token: 'new' })
    expect((await mockClient(mock, 'old').get('/api/v4/account')).status).toBe(401)
    expect((await mockClient(mock, 'new').get('/api/v4/account')).status).toBe(200)
    await mock.app.close()
  })
})

describe('the program', () => {
  it('exits cleanly on SIGTERM', async () => {
    const { child, url } = await startMock({ MOCK_CONTACTS: '10' })
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('reports in one line that its port is in use', async () => {
    const { url } = await startMock({ MOCK_CONTACTS: '1' })
    const env = { ...process.env, MOCK_CONTACTS: '1', MOCK_PORT: new URL(url).port }
    const { code, message } = await runToExit(env)
    expect(code).toBe(1)
    expect(message).toMatch(/^The mock cannot start: .*EADDRINUSE.*\n$/)
  })

  it('reports in one line that its file is not a database', async () => {
    const data = join(folder, 'letter.sqlite')
    writeFileSync(data, 'Dear diary')
    const { code, message } = await runToExit({
      ...process.env,
      MOCK_DATA: data,
      MOCK_PORT: '0',
    })
    expect({ code, message }).toEqual({
      code: 1,
      message: 'The mock cannot start: file is not a database\n',
    })
  })

  it('does not start with invalid settings, and reports all of them', async () => {
    const { code, message } = await runToExit({
      ...process.env,
      MOCK_PORT: 'x',
      MOCK_CONTACTS: 'many',
    })
    expect(code).toBe(1)
    expect(message).toMatch(/MOCK_PORT[^]*MOCK_CONTACTS/)
  })
})
