import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readMirrorChoices } from '#proxy/mirror/mirror-choices.ts'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { buildStack, type Stack } from '#testing/stack.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function build(options: Parameters<typeof buildStack>[0] = {}): Stack {
  const stack = buildStack({ contacts: 300, ...options })
  stack.sources.main.mirror?.begin()
  closing.push(async () => {
    await stack.proxy.close()
    await stack.mock.app.close()
  })
  return stack
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-'))
  closing.push(() => rmSync(folder, { recursive: true }))
  return folder
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
const origin = { origin: 'http://localhost:80' }

async function ask({ proxy }: Stack, method: Method, path = '', payload?: object) {
  const url = `/api/sources/main/mirror${path}`
  const response = await proxy.inject({ method, url, headers: origin, ...(payload && { payload }) })
  return { code: response.statusCode, body: response.json<Record<string, unknown>>() }
}

const agreed = { agreed: true }

async function complete(stack: Stack): Promise<void> {
  await expect
    .poll(async () => (await ask(stack, 'GET')).body['state'], { timeout: 20_000 })
    .toBe('complete')
}

const capabilityOf = async ({ proxy }: Stack) =>
  (await proxy.inject('/api/sources')).json<{ items: { capabilities: { mirror: boolean } }[] }>()
    .items[0]?.capabilities.mirror

const listed = async ({ proxy }: Stack) =>
  (await proxy.inject('/api/sources/main/contacts')).json<{
    items: unknown[]
    asOf: string | null
  }>()

describe('a source whose copy the settings leave to users', () => {
  it('copies nothing before a user has agreed, and fills it then', async () => {
    const stack = build({ mirror: null })
    await listed(stack)
    stack.mock.received.clear()
    expect((await ask(stack, 'GET')).body).toMatchObject({ state: 'off', obstacle: null, read: 0 })
    expect(await capabilityOf(stack)).toBe(false)
    expect((await ask(stack, 'PUT')).code).toBe(400)
    expect((await ask(stack, 'PUT', '', { agreed: false })).code).toBe(400)
    expect(stack.mock.received.all()).toEqual([])
    expect((await ask(stack, 'PUT', '', agreed)).body).toMatchObject({ state: 'filling' })
    await complete(stack)
    expect(await capabilityOf(stack)).toBe(true)
    expect((await listed(stack)).asOf).toMatch(/Z$/)
  }, 30_000)

  it('is told what a copy takes, by few requests', async () => {
    const stack = build({ contacts: 1234 })
    const { body } = await ask(stack, 'GET', '/estimate')
    const { contacts, ...rest } = body
    expect(Math.abs(Number(contacts) - 1234)).toBeLessThan(1234 * 0.05)
    expect(rest).toMatchObject({
      requests: { min: 10, max: 15 },
      requestsPerSecond: 0,
      bytes: Number(contacts) * 6500,
      freeBytes: null,
    })
    expect(stack.mock.received.all().length).toBeLessThan(15)
  })

  it('has the same choice after a restart', async () => {
    const folder = temporaryFolder()
    const database = { kind: 'sqlite', file: join(folder, 'state.sqlite') } as const
    const file = join(folder, 'mirror-main.sqlite')
    const stack = build({ database, mirrorNeeds: { place: fileMirror(file) } })
    await ask(stack, 'PUT', '', agreed)
    await complete(stack)
    const restarted = async () =>
      build({
        database,
        mock: stack.mock,
        mirrorNeeds: {
          place: fileMirror(file),
          choice: (await readMirrorChoices(stack.store)).get('main'),
        },
      })
    await ask(stack, 'POST', '/pause')
    const paused = await restarted()
    expect((await ask(paused, 'GET')).body).toMatchObject({
      state: 'paused',
      isPausedByUser: true,
      isComplete: true,
    })
    await ask(paused, 'DELETE')
    expect((await ask(await restarted(), 'GET')).body).toMatchObject({ state: 'off' })
  }, 30_000)
})

describe('a paused copy', () => {
  it('answers lists without reading from the source, and goes on when it is told to', async () => {
    const stack = build({ mirror: true, mirrorSettings: { interval: 0, watchedInterval: 0 } })
    await complete(stack)
    expect((await ask(stack, 'POST', '/pause')).body).toMatchObject({
      state: 'paused',
      isPausedByUser: true,
    })
    // A cycle in progress ends first.
    await expect
      .poll(async () => {
        stack.mock.received.clear()
        expect((await listed(stack)).items).toHaveLength(50)
        return stack.mock.received.all().length
      })
      .toBe(0)
    const { asOf } = await listed(stack)
    await ask(stack, 'POST', '/resume')
    await expect.poll(async () => (await listed(stack)).asOf).not.toBe(asOf)
  }, 30_000)
})

it('reads the whole list again on request, and counts what differed', async () => {
  const stack = build({ mirror: true })
  await complete(stack)
  const { lastFullScanAt } = (await ask(stack, 'GET')).body
  await ask(stack, 'POST', '/scan')
  await expect
    .poll(async () => (await ask(stack, 'GET')).body['lastFullScanAt'])
    .not.toBe(lastFullScanAt)
  const { body } = await ask(stack, 'GET')
  expect(body).toMatchObject({ drift: { changed: 0, missing: 0, surplus: 0 }, scanned: null })
  const today = new Date().toISOString().slice(0, 10)
  expect(body['requestsByDay']).toEqual([{ day: today, count: body['requestsToday'] }])
}, 30_000)

it('is filled anew on request, and keeps the counts of requests', async () => {
  const stack = build({ mirror: true })
  await complete(stack)
  const before = (await ask(stack, 'GET')).body
  await ask(stack, 'POST', '/refill')
  await expect
    .poll(async () => (await ask(stack, 'GET')).body['startedAt'])
    .not.toBe(before['startedAt'])
  await complete(stack)
  const after = (await ask(stack, 'GET')).body
  expect(after['read']).toBe(before['read'])
  expect(after['requestsToday']).toBeGreaterThan(Number(before['requestsToday']))
}, 30_000)

it('does not count what was sent before it was turned on', async () => {
  const stack = build({ mirror: true })
  await complete(stack)
  const before = Number((await ask(stack, 'GET')).body['requestsToday'])
  for (let time = 1; time <= 4; time++) {
    await ask(stack, 'DELETE')
    await ask(stack, 'PUT', '', agreed)
    await complete(stack)
  }
  expect(Number((await ask(stack, 'GET')).body['requestsToday'])).toBeLessThan(before * 2)
}, 30_000)

describe('erasing', () => {
  it('leaves nothing of the contacts on the disk', async () => {
    const folder = temporaryFolder()
    const stack = build({
      database: { kind: 'sqlite', file: join(folder, 'state.sqlite') },
      mirrorNeeds: { place: fileMirror(join(folder, 'mirror-main.sqlite')) },
    })
    const name = 'Мирослава Уникальная'
    stack.mock.store.addContact({ name })
    await ask(stack, 'PUT', '', agreed)
    await complete(stack)
    const filesWithName = () =>
      readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(name))
    expect(filesWithName()).not.toEqual([])
    expect((await ask(stack, 'DELETE')).body).toMatchObject({ state: 'off', read: 0, bytes: null })
    expect(filesWithName()).toEqual([])
    expect(readdirSync(folder).filter((file) => file.startsWith('mirror'))).toEqual([])
    expect(await listed(stack)).toMatchObject({ asOf: null, total: null })
    const metrics = await stack.proxy.inject('/metrics')
    expect(metrics.body).not.toContain('kartoteka_mirror_contacts{')
  }, 30_000)

  it('does not wait for a source that does not answer', async () => {
    const late = 60_000 // later than this test ends
    const deadline = { person: late, prefetch: late, verification: late, bulk: late, mirror: late }
    const stack = build({
      mirror: true,
      mirrorSettings: { interval: 0, watchedInterval: 0 },
      policy: { callTimeout: late, deadline },
    })
    await complete(stack)
    const payload = { kind: 'latency', ms: 60_000 }
    await stack.mock.app.inject({ method: 'POST', url: '/_mock/faults', payload })
    stack.mock.received.clear()
    await expect.poll(() => stack.mock.received.all().length).toBeGreaterThan(0)
    expect((await ask(stack, 'DELETE')).body).toMatchObject({ state: 'off' })
  }, 30_000)
})

describe('what is refused', () => {
  it.each([
    ['PUT', '', agreed],
    ['POST', '/pause', undefined],
    ['POST', '/resume', undefined],
    ['POST', '/refill', undefined],
    ['POST', '/scan', undefined],
    ['DELETE', '', undefined],
  ] as const)('%s %s from a page of another address', async (method, path, payload) => {
    const { proxy } = build({ mirror: true })
    const url = `/api/sources/main/mirror${path}`
    const headers = { origin: 'https://elsewhere.example' }
    const response = await proxy.inject({ method, url, headers, ...(payload && { payload }) })
    expect(response.statusCode).toBe(403)
  })

  it('a copy that the settings file forbids', async () => {
    const stack = build({ mirror: false })
    expect((await ask(stack, 'GET')).body).toMatchObject({ state: 'off', obstacle: 'settings' })
    expect((await ask(stack, 'PUT', '', agreed)).code).toBe(400)
  })

  it('changes of a copy that is off', async () => {
    const stack = build()
    for (const path of ['/pause', '/resume', '/refill', '/scan'])
      expect((await ask(stack, 'POST', path)).code).toBe(400)
  })
})
