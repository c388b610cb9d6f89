import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { auditPage, type AuditEntry } from '#contract/api/audit.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { auditRow } from '#testing/audit-row.ts'
import { chatUuid } from '#testing/chat-stack.ts'
import { exportOrderOf } from '#testing/export-order.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack, type Stack } from '#testing/stack.ts'
import { leadsValue, setText, tagsValue, textValue } from '#testing/values.ts'

const lead = 45_615
const headers = { origin: 'http://localhost:80' }

function open() {
  const stack = buildStack({ contacts: 2 })
  const { store } = stack.mock
  addLead(stack.mock, lead)
  store.addContact({ id: 11, name: 'Ada' })
  store.addContact({ id: 12, name: 'Eve' })
  store.chats.add({ chat_id: chatUuid(1), contact_id: 12, channel: 'telegram', is_foreign: 0 })
  const bot = async () =>
    (await stack.proxy.inject('/api/sources/bots/contacts?size=50')).json<{
      items: { id: number }[]
    }>().items[0]?.id ?? 0
  return { ...stack, bot, jobs: openJobClient(stack), entries: () => entriesOf(stack) }
}
type Open = ReturnType<typeof open>

async function entriesOf({ proxy }: Pick<Stack, 'proxy'>, query = ''): Promise<AuditEntry[]> {
  const answer = await proxy.inject(`/api/audit?${query}`)
  return auditPage.parse(answer.json()).items
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const send = ({ proxy }: Open, method: Method, url: string, payload?: object) =>
  proxy.inject({ method, url: `/api${url}`, headers, ...(payload && { payload }) })

const edit = (stack: Open, changes: object[]) =>
  send(stack, 'PATCH', '/sources/main/contacts', { items: [{ id: 11, changes }] })

type Write = { what: string; act: (stack: Open) => Promise<unknown>; entry: object }
const writes: Write[] = [
  {
    what: 'a contact that is created',
    act: (stack) =>
      send(stack, 'POST', '/sources/main/contacts', {
        items: [{ changes: [setText('name', 'Ida')], key: 'key of Ida' }],
      }),
    entry: {
      action: 'contactCreate',
      contact: { id: expect.any(Number), name: 'Ida' },
      details: [{ attribute: 'name', before: null, after: textValue('Ida') }],
      job: { isInline: true, line: 1 },
    },
  },
  {
    what: 'an edit',
    act: (stack) => edit(stack, [setText('name', 'Ada Lovelace')]),
    entry: {
      action: 'contactEdit',
      contact: { id: 11, name: 'Ada' },
      details: [{ attribute: 'name', before: textValue('Ada'), after: textValue('Ada Lovelace') }],
    },
  },
  {
    what: 'links alone',
    act: (stack) => edit(stack, [{ attribute: 'leads', add: leadsValue(lead) }]),
    entry: {
      action: 'contactLink',
      details: [{ attribute: 'leads', before: null, after: leadsValue(lead) }],
    },
  },
  {
    what: 'a row of a job',
    act: ({ jobs }) =>
      jobs.run({
        kind: 'edit',
        ids: [11],
        changes: [{ attribute: 'tags', add: tagsValue('new') }],
      }),
    entry: { action: 'contactEdit', job: { isInline: false, line: 1 }, contact: { id: 11 } },
  },
  {
    what: 'a chat',
    act: ({ jobs }) => jobs.run({ kind: 'chats', rows: [{ chat: chatUuid(1), contact: 11 }] }),
    entry: {
      action: 'chatLink',
      details: [{ attribute: 'chat', name: chatUuid(1), before: 12, after: 11 }],
    },
  },
  {
    what: 'a chat that is linked without a job',
    act: (stack) =>
      send(stack, 'POST', '/sources/main/chats', {
        items: [{ chat: chatUuid(1), contact: 11, from: 12 }],
      }),
    entry: {
      action: 'chatLink',
      job: { isInline: true, line: 1 },
      details: [{ attribute: 'chat', name: chatUuid(1), before: 12, after: 11 }],
    },
  },
  {
    what: 'a status, whose value before nobody can read',
    act: async (stack) =>
      send(stack, 'PUT', `/sources/bots/contacts/${await stack.bot()}/status`, { status: 'Paid' }),
    entry: {
      action: 'statusSet',
      source: 'bots',
      details: [{ attribute: 'status', after: 'Paid' }],
    },
  },
  {
    what: 'a variable',
    act: async (stack) =>
      send(stack, 'PUT', `/sources/bots/contacts/${await stack.bot()}/variables/x`, { value: '1' }),
    entry: {
      action: 'variableSet',
      details: [{ attribute: 'variable', name: 'x', before: null, after: '1' }],
    },
  },
  {
    what: 'an undo, with whose job it undoes',
    async act({ jobs }) {
      const change = { attribute: 'tags', add: tagsValue('new') }
      const { job } = await jobs.run({ kind: 'edit', ids: [11], changes: [change] })
      await jobs.undo(job.id)
    },
    entry: {
      action: 'undo',
      undoOf: { job: expect.any(String), actor: 'this computer' },
      details: [{ attribute: 'tags', after: null }],
    },
  },
  {
    what: 'an export, before it is read',
    act: (stack) =>
      send(
        stack,
        'POST',
        '/sources/main/exports',
        exportOrderOf({
          query: 'search=ada',
          ids: [1, 2],
          columns: [
            { key: 'name', title: 'Name' },
            { key: 'field:77', title: 'Note' },
          ],
        }),
      ),
    entry: {
      action: 'export',
      contact: null,
      details: [
        { attribute: 'query', after: 'search=ada' },
        { attribute: 'selected', after: 2 },
        { attribute: 'columns', after: 'name, field:77' },
        { attribute: 'format', after: 'csv' },
      ],
    },
  },
]

describe('the audit log', () => {
  it.each(writes)('has one entry for $what', async ({ act, entry }) => {
    const stack = open()
    await act(stack)
    const [newest, ...older] = await stack.entries()
    expect(newest).toMatchObject({
      outcome: 'done',
      actor: { id: 'local', name: 'this computer' },
      address: '127.0.0.1',
      resolution: null,
      ...entry,
    })
    expect(older.length).toBe(newest?.action === 'undo' ? 1 : 0)
  })

  it('says that an outcome is unknown, and what it turned out to be', async () => {
    const stack = open()
    stack.mock.faults.add({ kind: 'cut-after', method: 'PATCH', times: 1 })
    await edit(stack, [setText('name', 'Eva')])
    const [later, first] = await stack.entries()
    const details = [{ attribute: 'name', before: textValue('Ada'), after: textValue('Eva') }]
    expect(first).toMatchObject({ outcome: 'unknown', details })
    expect(first?.resolution).toEqual({ at: later?.at, outcome: 'done', contactId: 11 })
    expect(later).toMatchObject({ outcome: 'done', details })
  })

  it('says that a write without an answer was not saved', async () => {
    const stack = open()
    stack.mock.faults.add({ kind: 'cut', method: 'PATCH' })
    await stack.jobs.run({ kind: 'edit', ids: [11], changes: [setText('name', 'Eva')] })
    const entries = await stack.entries()
    expect(entries.map(({ outcome }) => outcome)).toEqual([
      'notWritten',
      ...entries.slice(1).map(() => 'unknown'),
    ])
    expect(entries.length).toBeGreaterThan(1)
    expect(stack.mock.store.contact(11)?.name).toBe('Ada')
  })

  it('has nothing of what sent nothing, or was rejected by the source', async () => {
    const stack = open()
    await edit(stack, [setText('name', 'Ada')])
    stack.mock.faults.add({ kind: 'row-error', row: 0, method: 'PATCH' })
    await edit(stack, [setText('name', 'Eva')])
    expect(await stack.entries()).toEqual([])
  })

  it('is paged without gaps, shows a job once if asked to, and is filtered', async () => {
    const stack = open()
    const change = { attribute: 'tags', add: tagsValue('new') }
    const { job } = await stack.jobs.run({ kind: 'edit', ids: [11, 12], changes: [change] })
    await edit(stack, [setText('name', 'Eva')])
    const whole = await stack.entries()
    expect(whole).toHaveLength(3)
    const first = auditPage.parse((await stack.proxy.inject('/api/audit?size=2')).json())
    const rest = await entriesOf(stack, `size=2&cursor=${first.next}`)
    expect([...first.items, ...rest]).toEqual(whole)
    expect(first.total).toBe(3)
    const [single, many] = await entriesOf(stack, 'view=jobs')
    expect(single?.entries).toMatchObject({ total: 1 })
    expect(many).toMatchObject({ job: { id: job.id }, entries: { total: 2, unknown: 0 } })
    expect(await entriesOf(stack, `job=${job.id}`)).toHaveLength(2)
    expect(await entriesOf(stack, 'source=main&contact=12')).toHaveLength(1)
    expect(await entriesOf(stack, 'person=local&action=contactEdit')).toHaveLength(3)
    expect(await entriesOf(stack, 'person=nobody')).toEqual([])
    expect(await entriesOf(stack, `to=${whole[2]?.at}`)).toEqual([])
    const people = await stack.proxy.inject('/api/audit/people')
    expect(people.json()).toEqual({ items: [{ id: 'local', name: 'this computer' }] })
  })

  it('is one line of a CSV file for each value, which no spreadsheet takes for a formula', async () => {
    const stack = open()
    await edit(stack, [setText('name', '=1+1'), { attribute: 'tags', add: tagsValue('new') }])
    const { body, headers: sent } = await stack.proxy.inject('/api/audit.csv?bom=0')
    expect(sent['content-type']).toContain('text/csv')
    const lines = body.trimEnd().split('\r\n')
    // Whoever reads the file sees that it was downloaded.
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain('auditExport,done')
    expect(lines[2]).toContain('contactEdit,done,main,11,Ada')
    expect(body).not.toMatch(/(^|,)"?=/m)
  })

  it('tells of one contact what can be undone, without network addresses', async () => {
    const stack = open()
    await edit(stack, [setText('name', 'Eva')])
    const { items } = (await stack.proxy.inject('/api/sources/main/contacts/11/history')).json<{
      items: AuditEntry[]
    }>()
    expect(items).toMatchObject([{ action: 'contactEdit', canUndo: true }])
    expect(items[0]).not.toHaveProperty('address')
  })
})

describe('entries of the audit log', () => {
  it('cannot be changed, and not deleted before their time', async () => {
    const stack = open()
    await edit(stack, [setText('name', 'Eva')])
    const { db, now } = stack.store
    const refused = /neither changed nor deleted/
    await expect(
      db.updateTable('audit_entries').set({ actor_name: 'Eve' }).execute(),
    ).rejects.toThrow(refused)
    const erase = () => db.deleteFrom('audit_entries').execute()
    await expect(erase()).rejects.toThrow(refused)
    await stack.audit.purge()
    await expect(erase()).rejects.toThrow(refused)
    const old = auditRow(sql<number>`${now} - 90000000`)
    await db.insertInto('audit_entries').values(old).execute()
    expect(await stack.entries()).toHaveLength(2)
    await stack.audit.purge() // this test's retention is a day
    expect(await stack.entries()).toHaveLength(1)
  })

  it('have no route that writes them', async () => {
    const { proxy } = open()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
      for (const url of ['/api/audit', '/api/audit/1', '/api/audit.csv', '/api/audit/people'])
        expect((await proxy.inject({ method, url, headers })).statusCode).toBe(404)
  })
})
