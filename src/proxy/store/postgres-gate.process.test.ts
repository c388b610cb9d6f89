import { execFile } from 'node:child_process'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPostgresGate } from '#proxy/store/postgres-gate.ts'
import { openStore, type Store } from './state-store.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'

let postgres: TestPostgres
let url: string
const stores: Store[] = []
const open = async () => {
  const store = await openStore({ kind: 'postgres', url })
  stores.push(store)
  return store
}

beforeAll(async () => {
  postgres = await startPostgres()
  url = await postgres.newDatabase()
}, 120_000)
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()))
  await postgres.stop()
})

it('sends the calls of a single page view at once and no more', async () => {
  const store = await open()
  const gate = createPostgresGate({ store, sourceId: 'lone', perSecond: 7 })
  const departures = async () => {
    const { rows } = await sql<{ departures: (number | string)[] }>`
      select departures from source_gates where source_id = 'lone'`.execute(store.db)
    return (rows[0]?.departures ?? []).map(Number)
  }
  for (let call = 0; call < 7; call++) expect(await gate.reserve(false)).toBe(0)
  const [first = 0] = await departures()
  await gate.reserve(false)
  expect((await departures()).at(-1)).toBeGreaterThanOrEqual(first + 1000)
})

it('pauses all processes that share the source, and no others', async () => {
  const [mine, theirs] = [await open(), await open()]
  const here = createPostgresGate({ store: mine, sourceId: 'skipped', perSecond: 7 })
  await here.pause(3000)
  await here.pause(10) // a shorter pause does not end a longer one
  const there = createPostgresGate({ store: theirs, sourceId: 'skipped', perSecond: 7 })
  expect(await there.reserve(false)).toBeGreaterThan(2000)
  const other = createPostgresGate({ store: theirs, sourceId: 'other', perSecond: 7 })
  expect(await other.reserve(false)).toBe(0)
})

it('sends immediately when the pause ends early, and keeps the limit', async () => {
  const [mine, theirs] = [await open(), await open()]
  const here = createPostgresGate({ store: mine, sourceId: 'released', perSecond: 2 })
  const there = createPostgresGate({ store: theirs, sourceId: 'released', perSecond: 2 })
  await here.reserve(false)
  await here.pause(30_000)
  expect(await there.reserve(false)).toBeGreaterThan(20_000)
  await here.release()
  expect(await there.reserve(false)).toBe(0)
  expect(await here.reserve(false)).toBeGreaterThan(0)
})

it('has no limit if none is set, but a pause', async () => {
  const gate = createPostgresGate({ store: await open(), sourceId: 'free', perSecond: 0 })
  for (let call = 0; call < 30; call++) expect(await gate.reserve(false)).toBe(0)
  await gate.pause(3000)
  expect(await gate.reserve(false)).toBeGreaterThan(2000)
})

it('adopts a new limit from the state of the old one', async () => {
  const store = await open()
  const slow = createPostgresGate({ store, sourceId: 'changed', perSecond: 2 })
  for (let call = 0; call < 3; call++) await slow.reserve(false)
  const fast = createPostgresGate({ store, sourceId: 'changed', perSecond: 5 })
  const waits: number[] = []
  for (let call = 0; call < 5; call++) waits.push(await fast.reserve(false))
  expect(waits.slice(0, 2).every((wait) => wait < 1050)).toBe(true)
  expect(waits[4]).toBeGreaterThan(1050)
})

it.each([
  ['departures', 3_600_000],
  ['departures', 10_000],
  ['held_until', 3_600_000],
] as const)(
  'does not wait for a %s %i ms ahead, which a clock that was set back leaves',
  async (column, ahead) => {
    const store = await open()
    const sourceId = `${column}-${ahead}`
    const gate = createPostgresGate({ store, sourceId, perSecond: 7 })
    for (let call = 0; call < 7; call++) await gate.reserve(false)
    const value =
      column === 'departures'
        ? sql`array(select at + ${ahead}::int from unnest(departures) as at)`
        : sql`${store.now} + ${ahead}::int`
    await sql`update source_gates set ${sql.ref(column)} = ${value} where source_id = ${sourceId}`.execute(
      store.db,
    )
    const waits: number[] = []
    for (let call = 0; call < 15; call++) waits.push(await gate.reserve(false))
    expect(waits[0]).toBeLessThanOrEqual(1030)
    expect(waits[14]).toBeLessThanOrEqual(3 * 1030)
    expect(waits[14]).toBeGreaterThan(900) // the limit applies nevertheless
  },
)

const hammer = `
  import { createPostgresGate } from '#proxy/store/postgres-gate.ts'
  import { connectStore } from '#proxy/store/state-store.ts'
  const store = connectStore({ kind: 'postgres', url: process.argv[1] })
  const gate = createPostgresGate({ store, sourceId: 'shared', perSecond: 7 })
  const left = []
  const leave = async () => {
    const now = () => performance.timeOrigin + performance.now()
    const asked = now()
    const wait = await gate.reserve(false)
    left.push({ earliest: asked + wait, latest: now() + wait })
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
  while (left.length < 8) await Promise.all([leave(), leave()])
  await store.close()
  console.log(JSON.stringify(left))`

/** When a call may leave: between two times, because the answer of Postgres takes a moment. */
type Leave = { earliest: number; latest: number }

function hammerInProcess(): Promise<Leave[]> {
  const args = ['--input-type=module', '-e', hammer, url]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: 60_000 }, (error, out) =>
      error ? reject(error) : resolve(JSON.parse(out)),
    )
  })
}

it('keeps the limit across three processes in every second', async () => {
  const left = (await Promise.all([1, 2, 3].map(hammerInProcess))).flat()
  expect(left).toHaveLength(24)
  const crowded = left.map(
    ({ earliest: from }) =>
      left.filter(({ earliest, latest }) => earliest >= from && latest < from + 1000).length,
  )
  expect(Math.max(...crowded)).toBeLessThanOrEqual(7)
  // No time is wasted either: at one per second it would take 23 s; at seven it takes 3 s plus the
  // start of the processes.
  const times = left.map(({ earliest }) => earliest)
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(15_000) // the number counted is two dozen
})
