import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeAnswer } from '#contract/api/writes.ts'
import { connectStore } from '#proxy/store/state-store.ts'
import { startJobHarness } from '#testing/job-harness.ts'
import { addressOf, type Program } from '#testing/program.ts'
import { pointsValue, setText } from '#testing/values.ts'

type Harness = Awaited<ReturnType<typeof startJobHarness>>

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-inline-'))
const file = join(folder, 'state.sqlite')
let harness: Harness
/** Only one process at a time may use a state. */
let running: Program | undefined

beforeAll(async () => {
  harness = await startJobHarness({ KARTOTEKA_STATE: file })
})
afterEach(() => harness.mock.faults.clear())
afterAll(async () => {
  await harness.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The running process, or a new one. */
async function begin(): Promise<Program> {
  running ??= harness.start()
  await addressOf(running)
  return running
}

async function write(program: Program, method: 'POST' | 'PATCH', items: object[]) {
  const origin = await addressOf(program)
  const answer = await fetch(`${origin}/api/sources/main/contacts`, {
    method,
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return writeAnswer.parse(await answer.json())
}

/**
 * Repeats the request as a user does: on a busy machine the short lease of these tests may be lost.
 */
async function repeat(program: Program, items: object[]) {
  const failures: unknown[] = []
  while (failures.length < 5)
    try {
      return await write(program, 'POST', items)
    } catch (error) {
      failures.push(error)
    }
  throw new AggregateError(failures, program.output())
}

/** Requests of a method received by the source since the last call. */
const sent = (method: string) =>
  harness.mock.received.all().filter((request) => request.method === method).length

/** Requests that the source has answered, even if their client is gone. */
const answered = (method: string) =>
  harness.mock.received
    .all()
    .filter((request) => request.method === method && request.status !== null).length

/** Sends a write and kills its process while the source handles the write. */
async function killUnder(method: 'POST' | 'PATCH', items: object[], isMoment: () => boolean) {
  const victim = await begin()
  harness.mock.received.clear()
  const lost = write(victim, method, items).catch(() => undefined)
  for (const until = performance.now() + 10_000; !isMoment() && performance.now() < until;)
    await pause(1)
  victim.process.kill('SIGKILL')
  running = undefined
  await Promise.all([victim.ended, lost])
}

/** Shorter than the delay after which a write without a response is considered lost. */
const slow = { kind: 'latency', ms: 100, times: 1 } as const
const path = '/api/v4/contacts'

/** The IDs of all contacts with a name; there should be one. */
function named(name: string): number[] {
  const query = { filter: {}, order: 'id', descending: true, offset: 0, limit: 300 } as const
  const { contacts } = harness.mock.store
  return contacts.ids(query).filter((id) => harness.mock.store.contact(id)?.name === name)
}

describe('a process that dies during a write of one request', () => {
  const moments: [string, (method: string) => boolean][] = [
    ['when it has been sent', (method) => sent(method) > 0],
    ['when it has been handled', (method) => answered(method) > 0],
    ['before it is sent', () => sent('GET') > 0],
  ]

  it.each(moments)('leaves one contact when the create is repeated: %s', async (at, isMoment) => {
    const { mock } = harness
    mock.faults.add({ ...slow, method: 'POST', path })
    const name = `Ada ${at}`
    const phones = { attribute: 'phones', add: pointsValue('+441') }
    const item = { changes: [setText('name', name), phones], key: `key ${at}` }
    await killUnder('POST', [item], () => isMoment('POST'))
    const heir = await begin()
    const { results } = await repeat(heir, [item])
    expect(results).toMatchObject([{ outcome: 'created', id: expect.any(Number) }])
    expect(named(name)).toEqual(results.map((row) => ('id' in row ? row.id : 0)))
    expect((await repeat(heir, [item])).results).toEqual(results)
  })

  it.each(moments)('leaves a journal with the outcome of an edit: %s', async (at, isMoment) => {
    const { mock } = harness
    const { id } = mock.store.addContact({ name: `Before ${at}`, tags: ['old'] })
    mock.faults.add({ ...slow, method: 'PATCH', path })
    const changes = [setText('name', 'After')]
    await killUnder('PATCH', [{ id, changes }], () => isMoment('PATCH'))
    await begin()
    const store = connectStore({ kind: 'sqlite', file })
    const rowsOf = () =>
      store.db
        .selectFrom('job_rows')
        .innerJoin('jobs', 'jobs.id', 'job_rows.job_id')
        .select(['job_rows.outcome', 'jobs.state', 'job_rows.after'])
        .where('job_rows.contact_id', '=', id)
        .execute()
    await expect
      .poll(async () => (await rowsOf()).map(({ state }) => state), { timeout: 60_000 })
      .toEqual(['cancelled'])
    const isWritten = mock.store.contact(id)?.name === 'After'
    const [row] = await rowsOf()
    expect(row?.outcome).toBe(isWritten ? 'changed' : 'cancelled')
    expect(row?.after === null).toBe(!isWritten)
    await store.close()
  })
})
