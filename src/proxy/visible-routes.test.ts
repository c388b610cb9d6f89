import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { addLead } from '#mock/mock-fixtures.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { companyParts } from '#testing/entity-parts.ts'
import { exportClient } from '#testing/export-client.ts'
import { openJobClient } from '#testing/job-client.ts'
import { routesWithoutContacts } from '#testing/routes-without-contacts.ts'
import { buildStack } from '#testing/stack.ts'
import { setText, textValue } from '#testing/values.ts'

const [mine, other] = [504_141, 504_142] // users of the account
const [shown, hidden, missing] = [11, 12, 13]
const secret = 'Secretova'
const chats = { shown: randomUUID(), hidden: randomUUID() }
const lead = 77

let visibility: Visibility = { contacts: 'all' }
const stack = buildStack({ contacts: 0, mirror: true, visibility: () => visibility })
const { mock, proxy, sources } = stack
const client = openJobClient(stack)
const bot = documentedBotContacts[0]?.id ?? 0
let job = ''

type Ask = { method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'; url: string; payload?: object }

async function ask({ url, ...request }: Ask) {
  const { statusCode, body } = await proxy.inject({
    url: `/api/sources/${url}`,
    headers: { origin: 'http://localhost:80' },
    ...request,
  })
  return { statusCode, body }
}

/** What differs although nothing is told by it. */
const plain = (text: string, id: number) =>
  text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    // Last, because a part of a time or of a UUID may be the same number.
    .replaceAll(new RegExp(`\\b${id}\\b`, 'g'), 'ID')

beforeAll(async () => {
  mock.store.companies.save({ id: 5, name: 'Acme', ...companyParts })
  mock.store.companies.save({ id: 6, name: secret, ...companyParts, responsible_user_id: other })
  addLead(mock, lead)
  for (const [id, name, responsible] of [
    [shown, 'Known', mine],
    [hidden, secret, other],
  ] as const) {
    mock.store.addContact({
      id,
      name,
      phones: [`+79990000${id}`],
      responsible_user_id: responsible,
      company_id: 5,
      leads: [lead],
    })
    const chat = id === shown ? chats.shown : chats.hidden
    mock.store.chats.add({ chat_id: chat, contact_id: id, channel: 'telegram', is_foreign: 0 })
    await mock.app.inject({ method: 'POST', url: '/_mock/talks', payload: { contact_id: id } })
  }
  sources.main.mirror?.begin()
  await vi.waitUntil(() => sources.main.mirror?.isComplete(), { timeout: 20_000 })
  for (const contact of documentedBotContacts) mock.store.botContacts.save(contact)
  // Both were written by somebody who sees both, one of them in conflict with what is there now.
  const row = (id: number, before: string) => ({
    id,
    changes: [setText('name', `New ${before}`)],
    before: { name: textValue(before) },
  })
  const done = await client.run({ kind: 'edit', rows: [row(shown, 'Known'), row(hidden, secret)] })
  if (done.job.counts.changed !== 2) throw new Error('both contacts have to be changed')
  job = done.job.id
  visibility = { contacts: 'ofResponsible', users: [mine] }
}, 60_000)
afterAll(async () => {
  await proxy.close()
  await mock.app.close()
})

const edit = { changes: [setText('name', 'Mine')] }

/** Requests about one contact, by the route. */
const ofContact: Record<string, (id: number) => Ask> = {
  'GET /api/sources/{source}/contacts': (id) => ({ url: `main/contacts?ids=${id}` }),
  'GET /api/sources/{source}/contacts from the source': (id) => ({
    url: `main/contacts?ids=${id}&from=source`,
  }),
  'GET /api/sources/{source}/contacts of a source without a copy': (id) => ({
    url: `legacy/contacts?ids=${id}`,
  }),
  'GET /api/sources/{source}/contacts/ids': (id) => ({ url: `main/contacts/ids?ids=${id}` }),
  'GET /api/sources/{source}/contacts/{id}': (id) => ({ url: `main/contacts/${id}` }),
  'GET /api/sources/{source}/contacts/{id} of the copy': (id) => ({
    url: `main/contacts/${id}?fallback=copy`,
  }),
  'GET /api/sources/{source}/contacts/{id}/leads': (id) => ({ url: `main/contacts/${id}/leads` }),
  'GET /api/sources/{source}/contacts/{id}/customers': (id) => ({
    url: `main/contacts/${id}/customers`,
  }),
  'GET /api/sources/{source}/contacts/{id}/catalog-elements': (id) => ({
    url: `main/contacts/${id}/catalog-elements`,
  }),
  'GET /api/sources/{source}/contacts/{id}/history': (id) => ({
    url: `main/contacts/${id}/history`,
  }),
  'GET /api/sources/{source}/companies': (id) => ({
    url: `main/companies?search=${id === hidden ? secret : 'nobody'}`,
  }),
  'GET /api/sources/{source}/companies/{id}': (id) => ({
    url: `main/companies/${id === hidden ? 6 : 999}`,
  }),
  'GET /api/sources/{source}/contacts/{id}/timeline': (id) => ({
    url: `main/contacts/${id}/timeline`,
  }),
  'POST /api/sources/{source}/contacts/{id}/notes': (id) => ({
    method: 'POST',
    url: `main/contacts/${id}/notes`,
    payload: { text: 'x' },
  }),
  'PATCH /api/sources/{source}/contacts/{id}/notes/{note}': (id) => ({
    method: 'PATCH',
    url: `main/contacts/${id}/notes/1`,
    payload: { text: 'x', before: '' },
  }),
  'POST /api/sources/{source}/contacts/{id}/tasks': (id) => ({
    method: 'POST',
    url: `main/contacts/${id}/tasks`,
    payload: { text: 'x', dueAt: '2026-12-01T09:00:00Z' },
  }),
  'PATCH /api/sources/{source}/contacts/{id}/tasks/{task}': (id) => ({
    method: 'PATCH',
    url: `main/contacts/${id}/tasks/1`,
    payload: { isCompleted: true, before: { isCompleted: false } },
  }),
  'GET /api/sources/{source}/facets': (id) => ({ url: `main/facets?key=responsible&ids=${id}` }),
  'GET /api/sources/{source}/suggestions': (id) => ({
    url: `main/suggestions?search=Secretvoa&ids=${id}`,
  }),
  'GET /api/sources/{source}/talks': (id) => ({ url: `main/talks?contact=${id}` }),
  'GET /api/sources/{source}/chats': (id) => ({ url: `main/chats?contacts=${id}` }),
  'POST /api/sources/{source}/chats': (id) => ({
    method: 'POST',
    url: 'main/chats',
    payload: { items: [{ chat: chats.shown, contact: id }] },
  }),
  'PATCH /api/sources/{source}/contacts': (id) => ({
    method: 'PATCH',
    url: 'main/contacts',
    payload: { items: [{ id, ...edit }] },
  }),
  'POST /api/sources/{source}/contacts/{id}/links': (id) => ({
    method: 'POST',
    url: `main/contacts/${id}/links`,
    payload: { unlink: [{ target: 'leads', id: lead }] },
  }),
  'GET /api/sources/{source}/matches': (id) => ({ url: `bots/matches?target=main&ids=${id}` }),
  'PUT /api/sources/{source}/contacts/{id}/status': (id) => ({
    method: 'PUT',
    url: `bots/contacts/${id}/status`,
    payload: { status: 'x' },
  }),
  'PUT /api/sources/{source}/contacts/{id}/variables/{name}': (id) => ({
    method: 'PUT',
    url: `bots/contacts/${id}/variables/city`,
    payload: { value: 'Oslo' },
  }),
  'DELETE /api/sources/{source}/contacts/{id}/variables/{name}': (id) => ({
    method: 'DELETE',
    url: `bots/contacts/${id}/variables/city`,
  }),
}

describe('a contact that is not visible', () => {
  it.each(Object.keys(ofContact))('is as if it did not exist: %s', async (route) => {
    const request = ofContact[route]
    if (!request) throw new Error('no such route')
    const isOfBots = request(0).url.startsWith('bots')
    const [there, away] = isOfBots ? [bot, 999_999_999] : [hidden, missing]
    const answer = await ask(request(there))
    const expected = await ask(request(away))
    expect(answer.statusCode).toBe(expected.statusCode)
    expect(answer.statusCode).toBeLessThan(500)
    const codeOf = ({ body }: { body: string }) => /"code":"\w+"/.exec(body)?.[0]
    // Messages of errors may quote the source.
    const answered = (one: { statusCode: number; body: string }, id: number) =>
      one.statusCode >= 400 ? codeOf(one) : plain(one.body, id)
    expect(answered(answer, there)).toBe(answered(expected, away))
    expect(answer.body).not.toContain(secret)
  })

  it('is missed by no route', async () => {
    const { paths } = (await proxy.inject('/api/openapi.json')).json<{
      paths: Record<string, object>
    }>()
    const routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const known = new Set([...Object.keys(ofContact), ...routesWithoutContacts])
    expect(routes.filter((route) => !known.has(route))).toEqual([])
  })

  it('is in no exported file, be it selected or not, of the copy or of the source', async () => {
    for (const source of ['main', 'legacy']) {
      const { run } = exportClient(stack, undefined, source)
      for (const ids of [[shown, hidden], null])
        expect((await run({ ids })).lines.slice(1)).toEqual(['New Known'])
    }
  })

  it('is in no result, file or preview of a job, and no chat of it is found or moved', async () => {
    expect(await client.rows(job)).toMatchObject([{ contactId: shown }])
    const { total, counts } = await client.read(job)
    const list = (await client.ask('GET', `/${job}/rows`)).json<{ items: []; leftOut: number }>()
    expect([total, counts.changed]).toEqual([2, list.items.length + list.leftOut])
    const { body: csv } = await client.ask('GET', `/${job}/failed.csv`)
    expect(csv).not.toContain(secret)
    const preview = await client.preview(job)
    expect(preview).toMatchObject({ items: [{ contactId: shown }], changed: 1, restored: 1 })
    expect((await ask({ url: `main/chats?chats=${chats.hidden}` })).body).not.toContain(secret)
    const items = [{ chat: chats.hidden, contact: shown }]
    const moved = await ask({ method: 'POST', url: 'main/chats', payload: { items } })
    expect(moved.body).toContain('rejected')
    expect(mock.store.chats.get(chats.hidden)?.contact_id).toBe(hidden)
  })

  it('is neither written nor named by jobs', async () => {
    const run = await client.run({ kind: 'edit', ids: [hidden, shown], ...edit })
    expect(run.rows).toMatchObject([{ contactId: shown, result: { outcome: 'changed' } }])
    expect(run.job.counts).toMatchObject({ changed: 1, rejected: 1 })
    const rows = [{ chat: chats.shown, contact: hidden }]
    const moved = await client.run({ kind: 'chats', rows })
    expect(moved.job.counts).toMatchObject({ rejected: 1 })
    expect(mock.store.chats.get(chats.shown)?.contact_id).toBe(shown)
    const undone = await client.undo(job)
    expect(undone.job.counts).toMatchObject({ rejected: 1 })
    expect(mock.store.contact(hidden)?.name).toBe(`New ${secret}`)
    const bots = openJobClient(stack, 'bots')
    const status = await bots.run({ kind: 'status', ids: [bot], status: 'x' })
    expect(status.job.counts).toMatchObject({ rejected: 1 })
    expect(status.rows).toEqual([])
  })

  it('is not counted', async () => {
    const { body } = await ask({ url: 'main/overview?zone=UTC' })
    expect(JSON.parse(body)).toMatchObject({ counted: { contacts: 1 } })
    expect((await ask({ url: 'bots/overview?zone=UTC' })).statusCode).toBe(200)
  })
})
