import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobRow } from '#contract/api/job-rows.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import type { Mock } from '#mock/mock-app.ts'
import type { FaultInput } from '#mock/faults.ts'
import { openJobClient, startJobHarness } from '#testing/job-harness.ts'
import { createRandom, isSoak, seed, timeLimit } from '#testing/soak.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'

/** The long form covers every cell of faults × operations, each killed at another time. */
const kills = isSoak ? 50 : 8
const cellStep = 7 // coprime to the number of cells
const rowsOfAJob = 24
const lead = 45_615

const faults: Record<string, FaultInput | undefined> = {
  none: undefined,
  '429': { kind: 'status', status: 429, times: 2 },
  '403': { kind: 'status', status: 403, times: 1 },
  '500': { kind: 'status', status: 500, times: 1 },
  '502': { kind: 'status', status: 502, times: 1 },
  '504': { kind: 'status', status: 504, times: 1 },
  latency: { kind: 'latency', ms: 100, times: 3 },
  'cut before': { kind: 'cut', times: 1 },
  'cut after commit': { kind: 'cut-after', times: 2 },
  malformed: { kind: 'malformed', times: 1 },
  'token expired': { kind: 'status', status: 401, detail: 'Token has expired', times: 1 },
  '400 at row 1': { kind: 'row-error', row: 1, times: 1 },
}

type Operation = {
  method: 'POST' | 'PATCH'
  path: string
  prepare: (mock: Mock, round: string) => object
  /** Throws if the mock lacks contacts of the rows, or has one twice. */
  check: (mock: Mock, round: string, rows: JobRow[]) => void
}

const lines = Array.from({ length: rowsOfAJob }, (_, index) => index + 1)
const ok = (row: JobRow) => row.result.outcome !== 'rejected'

/**
 * Contacts of this round by name, newest first; the limit exceeds the number a round can create.
 */
function named(mock: Mock, round: string) {
  const query = { filter: {}, order: 'id', descending: true, offset: 0, limit: 300 } as const
  const names = mock.store.contacts.ids(query).flatMap((id) => {
    const name = mock.store.contact(id)?.name ?? ''
    return name.startsWith(`${round} `) ? [{ id, name }] : []
  })
  return names.toSorted((a, b) => a.id - b.id)
}

function addPeople(mock: Mock, round: string): number[] {
  return lines.map(
    (line) => mock.store.addContact({ name: `${round} ${line}`, phones: [`+7${line}`] }).id,
  )
}
const idOf = (row: JobRow): number => row.contactId ?? 0

const operations: Record<string, Operation> = {
  create: {
    method: 'POST',
    path: '/api/v4/contacts',
    // The last three equal the first.
    prepare: (_mock, round) => ({
      kind: 'create',
      rows: lines.map((line) => ({ name: `${round} ${line > 21 ? 1 : line}` })),
    }),
    check(mock, round, rows) {
      const created = rows.flatMap(({ name, result }) =>
        result.outcome === 'created' ? [`${result.id} ${name}`] : [],
      )
      const there = named(mock, round).map(({ id, name }) => `${id} ${name}`)
      expect(created.toSorted()).toEqual(there.toSorted())
      expect(rows.filter(ok)).toHaveLength(created.length)
    },
  },
  edit: {
    method: 'PATCH',
    path: '/api/v4/contacts',
    prepare: (mock, round) => ({
      kind: 'edit',
      rows: addPeople(mock, round).map((id, index) => ({
        id,
        patch: {
          name: `${round} edited ${index}`,
          tags: { add: ['edited'] },
          phones: { add: [{ value: '+79990001122', kind: 'MOB' }] },
        },
        before: { name: `${round} ${index + 1}` },
      })),
    }),
    check(mock, round, rows) {
      for (const row of rows) {
        const contact = mock.store.contact(idOf(row))
        const phones = contact?.custom_fields_values?.flatMap(({ values }) => values)
        const times = mock.store.history
          .of(idOf(row))
          .filter(({ type }) => type === 'name_field_changed')
        const isDone = row.result.outcome === 'changed'
        expect([contact?.name, contact?.tags.length, phones?.length, times.length]).toEqual([
          `${round} ${isDone ? `edited ${row.line - 1}` : row.line}`,
          isDone ? 1 : 0,
          isDone ? 2 : 1,
          isDone ? 1 : 0,
        ])
      }
    },
  },
  link: {
    method: 'POST',
    path: '/api/v4/contacts/link',
    prepare: (mock, round) => ({
      kind: 'link',
      ids: addPeople(mock, round),
      change: { link: [{ target: 'leads', id: lead }] },
    }),
    check(mock, _round, rows) {
      for (const row of rows)
        expect(mock.store.links.all(idOf(row))).toHaveLength(
          row.result.outcome === 'changed' ? 1 : 0,
        )
    },
  },
}

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(() => postgres.stop())

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  it(
    'writes each row once and reports accurately through faults and kills',
    async () => {
      const state = kind === 'postgres' ? { DATABASE_URL: await postgres.newDatabase() } : {}
      const harness = await startJobHarness(state)
      const { mock } = harness
      addLead(mock, lead)
      const cells = Object.keys(operations).flatMap((name) =>
        Object.keys(faults).map((fault) => ({ name, fault })),
      )
      const chance = createRandom()
      let interrupted = 0
      try {
        // On Postgres the successor starts while the others are killed; a SQLite file allows one
        // proxy.
        const isShared = kind === 'postgres'
        const waiting = [harness.start(), ...(isShared ? [harness.start()] : [])]
        for (let round = 0; round < kills; round++) {
          // The short form selects cells across the whole range.
          const cell = cells[(round * cellStep) % cells.length]
          const operation = operations[cell?.name ?? '']
          if (!cell || !operation) throw new Error('no such cell')
          const label = `seed ${seed}, ${kind}, round ${round}: ${cell.name} with ${cell.fault}`
          const victim = waiting.shift()
          if (!victim) throw new Error('one is waiting')
          if (isShared) waiting.push(harness.start())
          const name = `r${round}x`
          const order = { key: randomUUID(), ...operation.prepare(mock, name) }
          const fault = faults[cell.fault]
          const { method, path } = operation
          if (fault) mock.faults.add({ ...fault, method, path })
          const client = await openJobClient(victim)
          const lost = client.order(order).catch(() => undefined)
          await pause(chance() * 450)
          victim.process.kill('SIGKILL')
          await Promise.all([victim.ended, lost])
          if (!isShared) waiting.push(harness.start())
          const [successor] = waiting
          if (!successor) throw new Error('one was started')
          const next = await openJobClient(successor)
          try {
            // The same request again: whether or not the first response was received, it is one
            // job.
            const { id, state: at } = await next.order(order)
            if (at !== 'done') interrupted += 1
            const job = await next.waitForEnd(id)
            expect(job.counts).toMatchObject({ pending: 0, unknown: 0, conflict: 0 })
            const rows = await next.rows(id)
            operation.check(mock, name, rows)
            mock.faults.clear()
            if (job.counts.rejected === 0) continue
            const again = await next.retry(id, { key: randomUUID() })
            const rest = await next.waitForEnd(again.id)
            expect(rest.counts).toMatchObject({ rejected: 0, unknown: 0, pending: 0 })
            const retried = new Map((await next.rows(again.id)).map((row) => [row.line, row]))
            const whole = rows.map((row) => retried.get(row.line) ?? row)
            expect(whole.every(ok)).toBe(true)
            operation.check(mock, name, whole)
          } catch (error) {
            throw new Error(`${label}\n${harness.output()}`, { cause: error })
          }
        }
        // The output contains neither secrets nor names of contacts.
        expect(harness.output()).not.toMatch(/job-token|r\d+x /)
        // The kills did hit running jobs.
        expect(interrupted).toBeGreaterThan(kills / 3)
      } finally {
        await harness.stop()
      }
    },
    timeLimit(300_000),
  )
})
