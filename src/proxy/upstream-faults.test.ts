import { describe, expect, it } from 'vitest'
import { addLead } from '#mock/mock-fixtures.ts'
import type { FaultInput } from '#mock/faults.ts'
import { buildStack } from '#testing/stack.ts'
import { chatUuid } from '#testing/chat-stack.ts'
import { setText, textValue } from '#testing/values.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT'
type Operation = { name: string; method: Method; path: string; payload?: object }

const changes = [setText('name', 'Ada Lovelace')]
const bot = { bot: 1, messenger: 'telegram', id: '555001' }

const reads: Operation[] = [
  { name: 'list', method: 'GET', path: '/contacts' },
  { name: 'read one', method: 'GET', path: '/contacts/1' },
]
const directory: Operation[] = [
  { name: 'users', method: 'GET', path: '/users' },
  { name: 'fields', method: 'GET', path: '/fields' },
]
const amoWrites: Operation[] = [
  { name: 'create', method: 'POST', path: '/contacts', payload: { items: [{ changes }] } },
  { name: 'edit', method: 'PATCH', path: '/contacts', payload: { items: [{ id: 1, changes }] } },
  {
    name: 'link',
    method: 'POST',
    path: '/contacts/1/links',
    payload: { link: [{ target: 'leads', id: 45_615 }] },
  },
]
const chats: Record<'reads' | 'writes', Operation[]> = {
  reads: [{ name: 'chats', method: 'GET', path: '/chats?contacts=1' }],
  writes: [
    {
      name: 'link a chat',
      method: 'POST',
      path: '/chats',
      payload: { items: [{ chat: chatUuid(2), contact: 1 }] },
    },
  ],
}
const operations: Record<'main' | 'legacy' | 'bots', { reads: Operation[]; writes: Operation[] }> =
  {
    main: {
      reads: [...reads, ...directory, ...chats.reads],
      writes: [...amoWrites, ...chats.writes],
    },
    legacy: { reads: [...reads, ...directory], writes: amoWrites },
    bots: {
      reads: [
        { name: 'list', method: 'GET', path: '/contacts' },
        { name: 'read one', method: 'GET', path: '/contacts/known' },
      ],
      writes: [
        {
          name: 'create or update',
          method: 'POST',
          path: '/contacts',
          payload: { items: [{ changes, identity: bot }] },
        },
        {
          name: 'status',
          method: 'PUT',
          path: '/contacts/known/status',
          payload: { status: 'new' },
        },
        {
          name: 'variable',
          method: 'PUT',
          path: '/contacts/known/variables/x',
          payload: { value: '1' },
        },
      ],
    },
  }

/**
 * The expected result for a user: status and code of the problem, or the outcome of the row; 200 if
 * successful.
 */
type Expected = `${number} ${string}`

const readOutcomes: [FaultInput, Expected][] = [
  [{ kind: 'status', status: 401 }, '502 source_unauthorized'],
  [{ kind: 'status', status: 402 }, '402 source_unpaid'],
  [{ kind: 'status', status: 403 }, '403 source_forbidden'],
  [{ kind: 'status', status: 403, html: true }, '503 source_blocked'],
  [{ kind: 'status', status: 404, html: true }, '502 source_unreachable'],
  [{ kind: 'status', status: 404, html: true, times: 2 }, '200 fine'],
  [{ kind: 'status', status: 408 }, '504 source_timeout'],
  [{ kind: 'status', status: 429 }, '503 source_rate_limited'],
  [{ kind: 'status', status: 500 }, '502 source_unreachable'],
  [{ kind: 'status', status: 502 }, '502 source_unreachable'],
  [{ kind: 'status', status: 504 }, '504 source_timeout'],
  [{ kind: 'malformed' }, '502 source_invalid_response'],
  [{ kind: 'cut' }, '502 source_unreachable'],
  [{ kind: 'latency', ms: 20 }, '200 fine'],
  [{ kind: 'status', status: 502, times: 2 }, '200 fine'],
  [{ kind: 'status', status: 429, times: 2 }, '200 fine'],
  [{ kind: 'status', status: 401, times: 1 }, '502 source_unauthorized'],
]

/** A write is sent once, and its outcome is looked up and never guessed. */
const writeOutcomes: [FaultInput, Expected][] = [
  [{ kind: 'status', status: 401 }, '502 source_unauthorized'],
  [{ kind: 'status', status: 402 }, '402 source_unpaid'],
  [{ kind: 'status', status: 403 }, '403 source_forbidden'],
  [{ kind: 'status', status: 403, html: true }, '502 source_outcome_unknown'],
  [{ kind: 'status', status: 404, html: true }, '502 source_outcome_unknown'],
  [{ kind: 'status', status: 408 }, '504 source_outcome_unknown'],
  [{ kind: 'status', status: 409 }, '502 source_outcome_unknown'],
  [{ kind: 'status', status: 425 }, '502 source_outcome_unknown'],
  [{ kind: 'status', status: 499 }, '504 source_outcome_unknown'],
  [{ kind: 'status', status: 429, html: true }, '502 source_outcome_unknown'],
  [{ kind: 'status', status: 429 }, '503 source_rate_limited'],
  [{ kind: 'status', status: 500 }, '502 source_outcome_unknown'],
  [{ kind: 'status', status: 502 }, '502 source_outcome_unknown'],
  [{ kind: 'status', status: 504 }, '504 source_outcome_unknown'],
  [{ kind: 'cut' }, '502 source_outcome_unknown'],
  [{ kind: 'cut-after' }, '502 source_outcome_unknown'],
  [{ kind: 'latency', ms: 20 }, '200 fine'],
  [{ kind: 'status', status: 429, times: 2 }, '200 fine'],
]

/** The same for contacts, whose results are reported row by row. */
const rowOutcomes: [FaultInput, Expected][] = writeOutcomes.map(([fault, expected]) => {
  if (expected === '403 source_forbidden') return [fault, '200 rejected']
  if (!expected.endsWith('source_outcome_unknown')) return [fault, expected]
  return [fault, fault.kind === 'cut-after' ? '200 fine' : '200 unknown']
})

/** Created bot contacts cannot be looked up. */
const withoutLookup: [FaultInput, Expected][] = rowOutcomes.map(([fault, expected]) => [
  fault,
  fault.kind === 'cut-after' ? '200 unknown' : expected,
])

function outcomesOf({ name }: Operation): [FaultInput, Expected][] {
  switch (name) {
    case 'create':
    case 'edit':
      return rowOutcomes
    case 'create or update':
      return withoutLookup
    case 'link':
    case 'link a chat':
    case 'variable':
      // Contacts and chats are read again before they are reported as possibly written.
      return writeOutcomes.map(([fault, expected]) => [
        fault,
        fault.kind === 'cut-after' ? '200 fine' : expected,
      ])
    default:
      return writeOutcomes
  }
}

/** Contact 1 and a lead at amoCRM, and `known` at the bots. */
async function stackWithOne() {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 1, name: 'Grace Hopper' })
  addLead(stack.mock, 45_615)
  for (const [index, contact] of [1, null].entries())
    stack.mock.store.chats.add({
      chat_id: chatUuid(index + 1),
      contact_id: contact,
      channel: 'telegram',
      is_foreign: 0,
    })
  const identity = { ...bot, messenger: 'viber' as const, id: 'v1' }
  const call = { priority: 'person' } as const
  const values = { name: textValue('Known') }
  const contact = { values, tags: [], identity }
  const [made] = (await stack.sources.bots.writer?.createContacts([contact], call)) ?? []
  stack.mock.received.clear()
  return { ...stack, known: made && 'id' in made ? made.id : 0 }
}
type Prepared = Awaited<ReturnType<typeof stackWithOne>>

async function outcomeOf(stack: Prepared, source: string, op: Operation) {
  const answer = await stack.proxy.inject({
    method: op.method,
    url: `/api/sources/${source}${op.path.replace('known', String(stack.known))}`,
    headers: { origin: 'http://localhost:80' },
    ...(op.payload && { payload: op.payload }),
  })
  if (answer.statusCode < 300) {
    const isOfRows = answer.body.includes('"outcome"')
    const [row] = isOfRows ? answer.json<{ results: { outcome: string }[] }>().results : []
    const isFine = !row || ['created', 'changed'].includes(row.outcome)
    return isFine ? '200 fine' : `200 ${row.outcome}`
  }
  return `${answer.statusCode} ${answer.json<{ code: string }>().code}`
}

describe.each(['main', 'legacy', 'bots'] as const)('with trouble at %s', (source) => {
  describe.each(operations[source].reads)('to $name', (operation) => {
    const prepared = stackWithOne()

    it.each(readOutcomes)('%o is reported as "%s"', async (fault, expected) => {
      const { mock, known } = await prepared
      mock.faults.clear()
      mock.faults.add({ ...fault, method: 'GET' })
      // Each request has a proxy of its own, without state of the others.
      expect(await outcomeOf({ ...buildStack({ mock }), known }, source, operation)).toBe(expected)
    })
  })

  describe.each(operations[source].writes)('to $name', (operation) => {
    it.each(outcomesOf(operation))(
      '%o is reported as "%s", and sent once',
      async (fault, expected) => {
        const stack = await stackWithOne()
        for (const method of ['POST', 'PATCH']) stack.mock.faults.add({ ...fault, method })
        expect(await outcomeOf(stack, source, operation)).toBe(expected)
        const sent = stack.mock.received.all().filter(({ method }) => method !== 'GET')
        const isAskedAgain = fault.kind === 'status' && fault.status === 429
        expect(isAskedAgain || sent.length === 1).toBe(true)
        expect(stack.mock.store.countContacts()).toBeLessThanOrEqual(2)
      },
    )
  })
})
