import { randomUUID } from 'node:crypto'
import { writeAnswer } from '#contract/api/writes.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import type { StateConfig } from '#proxy/config.ts'
import { chatUuid } from './chat-stack.ts'
import { sendWrite } from './contact-writes.ts'
import { slowMs, type MatrixAnswer } from './fault-answers.ts'
import { openJobClient } from './job-client.ts'
import { buildSources } from './source-stack.ts'
import { buildStack, type Stack } from './stack.ts'
import { setText, tagsValue, textValue } from './values.ts'

export const matrixSources = ['main', 'legacy', 'bots'] as const
export type MatrixSource = (typeof matrixSources)[number]

const lead = 45_615
const size = 3 // rows of a job: more than one, so that a single one can cause a rejection
const ids = Array.from({ length: size }, (_, index) => index + 1)
const nameOf = (index: number) => `Ada ${index}`

/** The reported outcome of one requested change. */
export type Report = 'done' | 'not done' | 'unknown'

type Prepared = Stack & { bots: number[]; source: MatrixSource }
export type MatrixCall = {
  name: string
  /** Written by a job, which repeats them until the outcome is clear. */
  isJob: boolean
  send: (stack: Prepared) => Promise<Report[]>
  /** How often each change has been made at the source. */
  held: (stack: Prepared) => number[]
}

const countNamed = ({ mock: { store } }: Prepared, name: string) =>
  store.contacts
    .ids({ filter: {}, order: 'id', descending: true, offset: 0, limit: 300 })
    .filter((id) => store.contact(id)?.name === name).length

const isNamed = ({ mock: { store } }: Prepared, id: number) =>
  Number(store.contact(id)?.name === nameOf(id))
const linksOf = ({ mock: { store } }: Prepared, id: number) => store.links.all(id).length
const holderOf = ({ mock: { store } }: Prepared, index: number) =>
  Number(store.chats.get(chatUuid(index))?.contact_id === index)

function reportOf(outcome: string): Report {
  if (['created', 'changed', 'unchanged'].includes(outcome)) return 'done'
  return outcome === 'unknown' ? 'unknown' : 'not done'
}

type Method = 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** A write of a single request. */
const inline = (
  name: string,
  toRequest: (stack: Prepared) => [Method, string, object?],
  held: MatrixCall['held'],
): MatrixCall => ({
  name,
  isJob: false,
  held,
  async send(stack) {
    const [method, path, payload] = toRequest(stack)
    const response = await sendWrite(stack, method, `/api/sources/${stack.source}${path}`, payload)
    if (response.statusCode >= 300) {
      const { code } = response.json<{ code: string }>()
      return [code === 'source_outcome_unknown' ? 'unknown' : 'not done']
    }
    if (!response.body.includes('"outcome"')) return ['done']
    return writeAnswer.parse(response.json()).results.map(({ outcome }) => reportOf(outcome))
  },
})

const job = (
  name: string,
  toOrder: (stack: Prepared) => object,
  held: MatrixCall['held'],
): MatrixCall => ({
  name: `${name} by a job`,
  isJob: true,
  held,
  async send(stack) {
    const order = { key: randomUUID(), ...toOrder(stack) }
    const { rows } = await openJobClient(stack, stack.source).run(order)
    return rows.map(({ result }) => reportOf(result.outcome))
  },
})

const rename = [setText('name', nameOf(1))]
const amoCalls: MatrixCall[] = [
  inline(
    'create',
    () => ['POST', '/contacts', { items: [{ changes: [setText('name', 'New 1')] }] }],
    (stack) => [countNamed(stack, 'New 1')],
  ),
  inline(
    'edit',
    () => ['PATCH', '/contacts', { items: [{ id: 1, changes: rename }] }],
    (stack) => [isNamed(stack, 1)],
  ),
  inline(
    'link',
    () => ['POST', '/contacts/1/links', { link: [{ target: 'leads', id: lead }] }],
    (stack) => [linksOf(stack, 1)],
  ),
  inline(
    'unlink',
    () => ['POST', '/contacts/9/links', { unlink: [{ target: 'leads', id: lead }] }],
    (stack) => [1 - linksOf(stack, 9)],
  ),
  job(
    'create',
    () => ({ kind: 'create', rows: ids.map((id) => ({ name: `New ${id}` })) }),
    (stack) => ids.map((id) => countNamed(stack, `New ${id}`)),
  ),
  job(
    'edit',
    () => ({
      kind: 'edit',
      rows: ids.map((id) => ({ id, changes: [setText('name', nameOf(id))] })),
    }),
    (stack) => ids.map((id) => isNamed(stack, id)),
  ),
  job(
    'link',
    () => ({ kind: 'link', ids, change: { link: [{ target: 'leads', id: lead }] } }),
    (stack) => ids.map((id) => linksOf(stack, id)),
  ),
  job(
    'unlink',
    () => ({ kind: 'link', ids: [7, 8, 9], change: { unlink: [{ target: 'leads', id: lead }] } }),
    (stack) => [7, 8, 9].map((id) => 1 - linksOf(stack, id)),
  ),
]

const chats = ids.map((index) => ({ chat: chatUuid(index), contact: index }))
const chatCalls: MatrixCall[] = [
  inline(
    'link a chat',
    () => ['POST', '/chats', { items: chats.slice(0, 1) }],
    (stack) => [holderOf(stack, 1)],
  ),
  job(
    'link chats',
    () => ({ kind: 'chats', rows: chats }),
    (stack) => ids.map((index) => holderOf(stack, index)),
  ),
]

const botContact = (index: number) => ({ bot: 1, messenger: 'telegram', id: `55500${index}` })
const botsNamed = ({ mock: { store } }: Prepared, index: number) =>
  store.botContacts.find(1, 'telegram', `55500${index}`) === undefined ? 0 : 1
const known = ({ bots, mock }: Prepared) => mock.store.botContacts.get(bots[0] ?? 0)
const variablesNamed = (stack: Prepared, name: string) =>
  known(stack)?.variables.filter((variable) => variable.name === name).length ?? 0
const botCalls: MatrixCall[] = [
  inline(
    'set a variable',
    ({ bots }) => ['PUT', `/contacts/${bots[0]}/variables/new`, { value: '1' }],
    (stack) => [variablesNamed(stack, 'new')],
  ),
  inline(
    'delete a variable',
    ({ bots }) => ['DELETE', `/contacts/${bots[0]}/variables/old`],
    (stack) => [1 - variablesNamed(stack, 'old')],
  ),
  inline(
    'tag',
    ({ bots }) => [
      'PATCH',
      '/contacts',
      { items: [{ id: bots[0], changes: [{ attribute: 'tags', add: tagsValue('vip') }] }] },
    ],
    (stack) => [known(stack)?.tags.filter((tag) => tag === 'vip').length ?? 0],
  ),
  inline(
    'create or update',
    () => ['POST', '/contacts', { items: [{ changes: rename, identity: botContact(1) }] }],
    (stack) => [botsNamed(stack, 1)],
  ),
  inline(
    'status',
    ({ bots }) => ['PUT', `/contacts/${bots[0]}/status`, { status: 'paid' }],
    (stack) => [Number(known(stack)?.ysell_status === 'paid')],
  ),
  inline(
    'edit',
    ({ bots }) => ['PATCH', '/contacts', { items: [{ id: bots[0], changes: rename }] }],
    (stack) => [Number(known(stack)?.name === nameOf(1))],
  ),
  job(
    'create or update',
    () => ({
      kind: 'create',
      rows: ids.map((id) => ({ changes: rename, identity: botContact(id) })),
    }),
    (stack) => ids.map((id) => botsNamed(stack, id)),
  ),
  job(
    'status',
    ({ bots }) => ({ kind: 'status', ids: bots, status: 'paid' }),
    ({ bots, mock }) =>
      bots.map((id) => Number(mock.store.botContacts.get(id)?.ysell_status === 'paid')),
  ),
]

export const matrixCalls: Record<MatrixSource, MatrixCall[]> = {
  main: [...amoCalls, ...chatCalls],
  legacy: amoCalls,
  bots: botCalls,
}

/** Writes that are handled late have taken effect when they are looked up. */
const lateWrites = 2 * slowMs

async function prepare(
  source: MatrixSource,
  isSlow: boolean,
  database?: StateConfig['database'],
): Promise<Prepared> {
  const stack = buildStack({
    contacts: 0,
    policy: { callTimeout: isSlow ? slowMs / 2 : 5000 },
    jobSettings: { unknownOutcomeDelay: isSlow ? lateWrites : 0 },
    ...(database && { database }),
  })
  const { store } = stack.mock
  addLead(stack.mock, lead)
  for (const id of ids) store.addContact({ id, name: `Old ${id}` })
  for (const id of [7, 8, 9]) store.addContact({ id, name: `Linked ${id}`, leads: [lead] })
  for (const index of ids)
    store.chats.add({
      chat_id: chatUuid(index),
      contact_id: null,
      channel: 'telegram',
      is_foreign: 0,
    })
  const bots: number[] = []
  const sources = buildSources(stack.mock) // with default time limits, used for the preparation
  if (source === 'bots')
    for (const id of ids) {
      const identity = { bot: 1, messenger: 'viber' as const, id: `v${id}` }
      const contact = { values: { name: textValue(`Known ${id}`) }, tags: [], identity }
      const call = { priority: 'person' } as const
      const [made] = (await sources.bots.writer?.createContacts([contact], call)) ?? []
      if (made && 'id' in made) bots.push(made.id)
      const variable = { name: 'old', value: '1', isDeletable: true }
      await sources.bots.variables?.setVariable(bots[0] ?? 0, variable, call)
    }
  stack.mock.received.clear()
  return { ...stack, bots, source }
}

/**
 * Runs a call whose first write gets the response of a fault; returns the reported outcomes and
 * what the source then contains.
 */
export async function tryCell(
  source: MatrixSource,
  call: MatrixCall,
  { name, fault, moment }: MatrixAnswer,
  database?: StateConfig['database'],
) {
  const isSlow = fault.kind === 'latency'
  const stack = await prepare(source, isSlow, database)
  const method = call.name.startsWith('edit') && source === 'main' ? 'PATCH' : 'POST'
  stack.mock.faults.add({ ...fault, method, times: 1 })
  const reports = await call.send(stack)
  // Requests that timed out are still handled.
  while (isSlow && stack.mock.received.all().some(({ status }) => status === null))
    await new Promise((resolve) => setImmediate(resolve))
  const isUsed = stack.mock.faults.all().length === 0
  const held = call.held(stack)
  const errors = stack.jobErrors
  await stack.proxy.close()
  await stack.store.close()
  await stack.mock.app.close()
  return { reports, held, isUsed, errors, answer: `${name} ${moment}` }
}

/** The result of trying a cell. */
export type Tried = Awaited<ReturnType<typeof tryCell>>
