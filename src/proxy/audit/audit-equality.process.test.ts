import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { auditPage, type AuditEntry } from '#contract/api/audit.ts'
import type { FaultInput } from '#mock/faults.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import { connectStore, type Store } from '#proxy/store/state-store.ts'
import { auditFacts, contradictionsOf, followMock, historyFacts } from '#testing/audit-facts.ts'
import { chatUuid } from '#testing/chat-stack.ts'
import { startJobHarness } from '#testing/job-harness.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { addressOf, type Program } from '#testing/program.ts'
import { createRandom, isSoak, seed, timeLimit } from '#testing/soak.ts'
import { leadsValue, pointsValue, setText, tagsValue } from '#testing/values.ts'

/** Rows that are written; the long form is the one that counts. */
const writes = isSoak ? 500 : 60
const people = 30
const lead = 45_615
const chatCount = 20

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-audit-'))
let postgres: TestPostgres | undefined
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await postgres?.stop()
})

const faults: FaultInput[] = [
  { kind: 'status', status: 429, times: 2 },
  { kind: 'status', status: 403, times: 1, method: 'PATCH' },
  { kind: 'status', status: 500, times: 1 },
  { kind: 'status', status: 500, times: 1, method: 'PATCH', after: true },
  { kind: 'status', status: 502, times: 1, method: 'POST', after: true },
  { kind: 'status', status: 504, times: 2, method: 'PATCH' },
  { kind: 'status', status: 413, times: 1, method: 'POST' },
  { kind: 'cut', times: 1 },
  { kind: 'cut', times: 4, method: 'POST' },
  { kind: 'cut-after', times: 1 },
  { kind: 'cut-after', times: 4 },
  { kind: 'malformed', times: 1, method: 'POST' },
  { kind: 'malformed', times: 2, method: 'PATCH' },
  { kind: 'latency', ms: 60, times: 3 },
  { kind: 'row-error', row: 1, times: 1 },
]

/** The calls of one program, as the dashboard makes them. */
async function clientOf(program: Program) {
  const origin = await addressOf(program)
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: { origin, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return text === '' ? undefined : JSON.parse(text)
  }
}
type Client = Awaited<ReturnType<typeof clientOf>>

/** Requests of all kinds by which contacts are written, in random order over random contacts. */
function randomOrders(random: () => number, ids: number[]) {
  let count = 0
  const jobs: { id: string; source: string }[] = []
  const below = (limit: number) => Math.floor(random() * limit)
  const pick = <T>(list: T[]): T => {
    const found = list[below(list.length)]
    if (found === undefined) throw new Error('the list is empty')
    return found
  }
  const some = (limit: number): number[] => {
    const start = below(ids.length)
    return Array.from({ length: 1 + below(limit) }, (_, at) => ids[(start + at) % ids.length] ?? 0)
  }
  const unique = (word: string) => `${word} ${(count += 1)}`
  const editOf = (id: number) => {
    const changes = [
      setText('name', unique('Renamed')),
      ...(random() < 0.5 ? [{ attribute: 'tags', add: tagsValue(unique('tag')) }] : []),
      ...(random() < 0.5 ? [{ attribute: 'phones', add: pointsValue(`+7900${below(9e6)}`) }] : []),
      ...(random() < 0.3 ? [linkChange()] : []),
    ]
    return {
      id,
      changes: changes
        .slice(random() < 0.2 ? 1 : 0)
        .concat(changes[0] ?? [])
        .slice(-3),
    }
  }
  const linkChange = () =>
    random() < 0.6
      ? { attribute: 'leads', add: leadsValue(lead) }
      : { attribute: 'leads', remove: leadsValue(lead) }
  const draft = () => ({ changes: [setText('name', unique('New'))] })

  type Order = { rows: number; send: (client: Client) => Promise<unknown> }
  const jobOrder = (source: string, rows: number, body: object): Order => ({
    rows,
    async send(client) {
      const made = await client('POST', `/sources/${source}/jobs`, { key: randomUUID(), ...body })
      remember(made, source)
    },
  })
  const remember = (made: unknown, source: string) => {
    if (typeof made === 'object' && made !== null && 'id' in made && typeof made.id === 'string')
      jobs.push({ id: made.id, source })
  }
  const orders: (() => Order)[] = [
    () => {
      const items = Array.from({ length: 1 + below(3) }, () => ({ ...draft(), key: randomUUID() }))
      const send = (client: Client) => client('POST', '/sources/main/contacts', { items })
      return { rows: items.length, send }
    },
    () => {
      const items = some(3).map(editOf)
      const send = (client: Client) => client('PATCH', '/sources/main/contacts', { items })
      return { rows: items.length, send }
    },
    () => {
      const items = some(2).map((id) => ({ id, changes: [linkChange()] }))
      const send = (client: Client) => client('PATCH', '/sources/main/contacts', { items })
      return { rows: items.length, send }
    },
    () => {
      const rows = some(8).map(editOf)
      return jobOrder('main', rows.length, { kind: 'edit', rows })
    },
    () => {
      const rows = Array.from({ length: 1 + below(8) }, draft)
      return jobOrder('main', rows.length, { kind: 'create', rows })
    },
    () => {
      const chosen = some(6)
      return jobOrder('main', chosen.length, { kind: 'link', ids: chosen, changes: [linkChange()] })
    },
    () => {
      const first = below(chatCount - 4)
      const rows = Array.from({ length: 1 + below(4) }, (_, at) => ({
        chat: chatUuid(first + at),
        contact: pick(ids),
      }))
      return jobOrder('main', rows.length, { kind: 'chats', rows })
    },
    () => {
      const path = `/sources/bots/contacts/${1 + below(2)}/status`
      return { rows: 1, send: (client) => client('PUT', path, { status: unique('status') }) }
    },
    () => {
      const path = `/sources/bots/contacts/${1 + below(2)}/variables/city`
      if (random() < 0.3) return { rows: 1, send: (client) => client('DELETE', path) }
      return { rows: 1, send: (client) => client('PUT', path, { value: unique('Town') }) }
    },
    () => jobOrder('bots', 2, { kind: 'status', ids: [1, 2], status: unique('all') }),
    () => {
      const item = { chat: chatUuid(below(chatCount)), contact: pick(ids) }
      const send = (client: Client) => client('POST', '/sources/main/chats', { items: [item] })
      return { rows: 1, send }
    },
    () => followUp('undo', {}),
    () => followUp('undo', { tag: 'undone' }),
    () => followUp('retry', { outcomes: ['rejected', 'unknown', 'cancelled'] }),
    () => followUp('cancel', undefined),
  ]
  const followUp = (what: 'undo' | 'retry' | 'cancel', body: object | undefined): Order => {
    if (jobs.length === 0) return orders[3]!() // the list has it
    const { id, source } = pick(jobs)
    const path = `/sources/${source}/jobs/${id}/${what}`
    return {
      rows: 1,
      async send(client) {
        remember(await client('POST', path, body && { key: randomUUID(), ...body }), source)
      },
    }
  }
  return () => pick(orders)()
}

async function settled(store: Store) {
  const open = () =>
    store.db.selectFrom('jobs').select('id').where('state', 'in', ['open', 'inline']).execute()
  await expect.poll(open, { timeout: 60_000, interval: 20 }).toEqual([])
}

async function allEntries(client: Client): Promise<AuditEntry[]> {
  const items: AuditEntry[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`
    const page = auditPage.parse(await client('GET', `/audit?size=200${after}`))
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

async function harnessOn(kind: 'sqlite' | 'postgres') {
  const file = join(folder, `${kind}.sqlite`)
  const config = join(folder, `${kind}.json`)
  if (kind === 'postgres') postgres = await startPostgres()
  const url = kind === 'postgres' ? await postgres?.newDatabase() : undefined
  const harness = await startJobHarness({
    KARTOTEKA_CONFIG: config,
    KARTOTEKA_STATE: file,
    ...(url !== undefined && { DATABASE_URL: url }),
  })
  const common = { url: harness.url, token: { env: 'JOB_TOKEN' } }
  const main = { id: 'main', kind: 'amo-v4', title: 'Main', requestsPerSecond: 50, ...common }
  const bots = { ...main, id: 'bots', kind: 'watbot', title: 'Bots', bots: [{ id: 1, name: 'A' }] }
  writeFileSync(config, JSON.stringify({ sources: [main, bots] }))
  const database = url === undefined ? { kind: 'sqlite' as const, file } : { kind, url }
  return { harness, database: database as Parameters<typeof connectStore>[0] }
}

describe.each(isSoak ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const))(
  'the audit log on %s',
  (kind) => {
    it(
      'equals the history of the source, row by row, after faults and kills',
      async () => {
        const { harness, database } = await harnessOn(kind)
        const { mock } = harness
        addLead(mock, lead)
        const { store } = mock
        const ids = Array.from(
          { length: people },
          (_, index) => store.addContact({ name: `Person ${index}`, phones: [`+7${index}`] }).id,
        )
        for (const contact of documentedBotContacts) store.botContacts.save(contact)
        for (let at = 0; at < chatCount; at++)
          store.chats.add({
            chat_id: chatUuid(at),
            contact_id: null,
            channel: 'telegram',
            is_foreign: 0,
          })
        const followed = followMock(mock)
        const random = createRandom()
        const next = randomOrders(random, ids)
        let program = harness.start()
        let client = await clientOf(program)
        const state = connectStore(database)
        let kills = 0
        try {
          for (let written = 0; written < writes;) {
            const { rows, send } = next()
            written += rows
            mock.faults.clear()
            const fault = faults[Math.floor(random() * faults.length * 1.5)]
            if (fault) mock.faults.add(fault)
            const isKilled = random() < 0.15
            const sent = send(client).catch(() => undefined)
            if (isKilled) {
              await pause(random() * 120)
              program.process.kill('SIGKILL')
              await Promise.all([program.ended, sent])
              kills += 1
              program = harness.start()
              client = await clientOf(program)
            } else await sent
            await settled(state)
          }
          const entries = await allEntries(client)
          const facts = auditFacts(entries)
          const history = [...historyFacts(mock), ...followed.facts]
          const label = `seed ${seed}, ${kind}: ${kills} kills, ${history.length} changes, ${entries.length} entries, ${facts.unknown.length} unknown`
          console.info(label)
          expect({ label, ...contradictionsOf(history, facts) }).toEqual({
            label,
            notDone: [],
            notRecorded: [],
          })
          expect(kills).toBeGreaterThan(0)
          expect(history.length).toBeGreaterThan(writes / 2)
        } finally {
          await state.close()
          await harness.stop()
        }
      },
      timeLimit(240_000),
    )
  },
)
