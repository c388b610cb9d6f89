import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildMock, type Mock } from '#mock/mock-app.ts'
import type { ContactChanges } from '#proxy/sources/contact-changes.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { addressOf, startProgram, type Program } from '#testing/program.ts'
import { editContact, testToken } from '#testing/source-stack.ts'
import { buildSeededMock } from '#testing/seeded-mock.ts'
import { buildStack, controlOf, type Stack } from '#testing/stack.ts'
import { hasPostgresMirror } from './postgres-mirror.ts'
import { mirrorPlaceOf } from './mirror-place.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 150_000)
afterAll(() => postgres.stop())

const closing: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const soon = { timeout: 60_000 }

/** Two proxies of one database, of which the first one writes the copy. */
async function buildTwo(): Promise<{ writing: Stack; reading: Stack; mock: Mock; url: string }> {
  const url = await postgres.newDatabase()
  const database = { kind: 'postgres', url } as const
  await (await openStore(database)).close()
  const mock = buildSeededMock({ contacts: 300, token: testToken })
  closing.push(() => mock.app.close())
  const build = () => {
    const stack = buildStack({
      mock,
      database,
      mirror: true,
      mirrorNeeds: { place: mirrorPlaceOf(database, 'main') },
      mirrorSettings: { turnInterval: 50, interval: 60_000, watchedInterval: 60_000 },
    })
    closing.push(async () => {
      await stack.proxy.close()
      await stack.store.close()
    })
    stack.sources.main.mirror?.begin()
    return stack
  }
  const writing = build()
  await expect.poll(() => stateOf(writing), soon).toBe('complete')
  const reading = build()
  await expect.poll(() => isComplete(reading), soon).toBe(true)
  return { writing, reading, mock, url }
}

const isComplete = ({ sources }: Stack): boolean => sources.main.mirror?.isComplete() ?? false

async function ask({ proxy }: Stack, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path = '') {
  const response = await proxy.inject({
    method,
    url: `/api/sources/main/mirror${path}`,
    headers: { origin: 'http://localhost:80' },
    ...(method === 'PUT' && { payload: { agreed: true } }),
  })
  return response.json<Record<string, unknown>>()
}
const stateOf = async (stack: Stack) => (await ask(stack, 'GET'))['state']

async function listed({ proxy }: Stack, query = '') {
  const response = await proxy.inject(`/api/sources/main/contacts?${query}`)
  return response.json<{ items: { id: number }[]; total: number | null; asOf: string | null }>()
}

describe('a copy that two proxies share', () => {
  it('is read by the other one, which tells what it writes and shows', async () => {
    const { writing, reading, mock } = await buildTwo()
    expect(await listed(reading, 'sort=name')).toEqual(await listed(writing, 'sort=name'))
    expect(await ask(reading, 'GET')).toMatchObject({ isComplete: true, read: 300 })
    const [first, second] = (await listed(reading)).items
    const values = { name: { kind: 'text' as const, values: ['Written there'] } }
    await editContact(reading.sources.main, { id: first?.id ?? 0, values })
    const found = await listed(reading, 'search=written%20there')
    expect(found.items.map(({ id }) => id)).toEqual([first?.id])
    const changed: number[] = []
    const onContacts = (changes: ContactChanges) => void changed.push(...changes.changed)
    reading.sources.main.mirror?.follow({ onContacts, onState: () => {} })
    // A time in the past, which following does not find.
    await controlOf(mock)('PATCH', `/_mock/contacts/${second?.id}`, {
      name: 'Seen late',
      updated_at: 1,
    })
    await listed(reading)
    await expect.poll(async () => (await listed(reading, 'search=seen%20late')).total, soon).toBe(1)
    await expect.poll(() => changed, soon).toContain(second?.id)
  }, 150_000)

  it('is paused, filled anew, erased and turned on in both', async () => {
    const { writing, reading, url } = await buildTwo()
    await ask(reading, 'POST', '/pause')
    await expect.poll(() => stateOf(writing), soon).toBe('paused')
    await ask(reading, 'POST', '/resume')
    await expect.poll(() => stateOf(writing), soon).toBe('complete')
    const { lastFullScanAt } = await ask(writing, 'GET')
    await ask(reading, 'POST', '/refill')
    const isNew = async () => {
      const now = await ask(writing, 'GET')
      return now['isComplete'] === true && now['lastFullScanAt'] !== lastFullScanAt
    }
    await expect.poll(isNew, soon).toBe(true)
    await expect.poll(() => isComplete(reading), soon).toBe(true)
    expect((await listed(reading)).total).toBe(300)
    await ask(reading, 'DELETE')
    expect(await hasPostgresMirror({ url, schema: 'mirror_main' })).toBe(false)
    await expect.poll(() => stateOf(writing), soon).toBe('off')
    await ask(writing, 'PUT')
    await expect.poll(() => isComplete(reading), soon).toBe(true)
  }, 200_000)

  it('says in both why the one that writes it does not go on', async () => {
    const { writing, reading, mock } = await buildTwo()
    const control = controlOf(mock)
    await control('POST', '/_mock/faults', { kind: 'status', status: 402 })
    await ask(writing, 'POST', '/scan')
    const problem = expect.objectContaining({ code: 'source_unpaid' })
    for (const stack of [writing, reading])
      await expect.poll(() => ask(stack, 'GET'), soon).toMatchObject({ state: 'paused', problem })
    await control('DELETE', '/_mock/faults')
    for (const stack of [writing, reading])
      await expect
        .poll(() => ask(stack, 'GET'), soon)
        .toMatchObject({ state: 'complete', problem: null })
  }, 150_000)

  it('is read in full on a request that was made while nobody wrote it', async () => {
    const { writing, reading, url } = await buildTwo()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    closing.push(() => client.end())
    const lock = `hashtextextended('kartoteka mirror_main', 0)`
    const waiting = client.query(`select pg_advisory_lock(${lock})`)
    await writing.proxy.close()
    await waiting
    const { lastFullScanAt } = await ask(reading, 'GET')
    expect(await ask(reading, 'POST', '/scan')).toMatchObject({ lastFullScanAt })
    await client.query(`select pg_advisory_unlock(${lock})`)
    await expect
      .poll(async () => (await ask(reading, 'GET'))['lastFullScanAt'], soon)
      .not.toBe(lastFullScanAt)
  }, 150_000)

  it('changes hands when a session with the lock ends', async () => {
    const { writing, reading, mock, url } = await buildTwo()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    closing.push(() => client.end())
    const holder = async () => {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())`,
      )
      return rows.map(({ pid }) => pid)
    }
    const [former] = await holder()
    await client.query('select pg_terminate_backend($1)', [former])
    const isOther = async () => {
      const [now] = await holder()
      return now !== undefined && now !== former
    }
    await expect.poll(isOther, soon).toBe(true)
    mock.store.addContact({ name: 'Added since' })
    for (const stack of [writing, reading])
      await expect
        .poll(async () => (await listed(stack, 'search=added%20since')).total, soon)
        .toBe(1)
  }, 200_000)

  it('is followed by the other one after the process that wrote it was killed', async () => {
    const mock = buildMock({ contacts: 60, token: 'killed' })
    const { port } = new URL(await mock.app.listen({ host: '127.0.0.1', port: 0 }))
    closing.push(() => mock.app.close())
    const env = {
      DATABASE_URL: await postgres.newDatabase(),
      MOCK_PORT: port,
      MOCK_TOKEN: 'killed',
      MOCK_RATE: '0',
      KARTOTEKA_MIRROR: '1',
      PORT: '0',
    }
    const start = () => {
      const program = startProgram(['src/proxy/main.ts'], env)
      closing.push(() => program.stop())
      return program
    }
    const get = async (program: Program, path: string) => {
      const response = await fetch(`${await addressOf(program)}/api/sources/main/${path}`)
      const body: Record<string, unknown> = JSON.parse(await response.text())
      return body
    }
    const writing = start()
    const complete = async (program: Program) => (await get(program, 'mirror'))['isComplete']
    await expect.poll(() => complete(writing), soon).toBe(true)
    const reading = start()
    await expect.poll(() => complete(reading), soon).toBe(true)
    const { total } = await get(reading, 'contacts?sort=name')
    writing.process.kill('SIGKILL')
    await writing.ended
    mock.store.addContact({ name: 'Added after it' })
    await expect
      .poll(async () => (await get(reading, 'contacts?search=added%20after'))['total'], soon)
      .toBe(1)
    expect((await get(reading, 'contacts?sort=name'))['total']).toBe(Number(total) + 1)
    // The proxy that is running gives it up.
    const erasing = startProgram(['src/proxy/forget.ts', 'main'], env)
    expect(await erasing.ended).toBe(0)
    expect(await hasPostgresMirror({ url: env.DATABASE_URL, schema: 'mirror_main' })).toBe(false)
    expect((await get(reading, 'mirror'))['state']).toBe('off')
  }, 200_000)
})
