import { randomUUID } from 'node:crypto'
import type { AuditAction } from '#contract/api/audit.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import { chatUuid } from './chat-stack.ts'
import { unreachableProvider } from './open-id.ts'
import { openPeopleHarness, type TestBrowser } from './people-harness.ts'
import { setText, tagsValue } from './values.ts'

/** Called when everything is prepared: what is recorded after it is what the route records. */
export type Mark = () => Promise<void>
export type Act = (mark: Mark) => Promise<unknown>

/** What a route records, and a request that shows it; or why it records nothing. */
export type Audited = Record<string, { records: AuditAction[]; act: Act } | { nothing: string }>

export type AuditedWorld = ReturnType<typeof openAuditedWorld>

/** A proxy with an admin who has signed in, and everything that routes are about. */
export function openAuditedWorld() {
  const harness = openPeopleHarness({ openId: unreachableProvider, mirror: true, contacts: 0 })
  const { mock } = harness
  const lead = 77
  const bot = documentedBotContacts[0]?.id ?? 0
  const main = '/api/sources/main'
  let root = harness.openBrowser()
  let count = 0

  const ask: TestBrowser['ask'] = async (method, url, sent) => {
    const answer = await root.ask(method, url, sent)
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer
  }
  const email = () => `person-${(count += 1)}@example.com`
  const person = () => harness.register(email(), 'support')
  /** A change of somebody new. */
  const ofPerson =
    (act: (path: string, id: string) => Promise<unknown>): Act =>
    async (mark) => {
      const id = await person()
      await mark()
      await act(`/api/users/${id}`, id)
    }
  const prepared =
    (before: () => Promise<unknown>, act: () => Promise<unknown>): Act =>
    async (mark) => {
      await before()
      await mark()
      await act()
    }
  const plain =
    (act: () => Promise<unknown>): Act =>
    (mark) =>
      prepared(async () => {}, act)(mark)

  const rename = () => ({ changes: [setText('name', `Name ${(count += 1)}`)] })
  async function runJob(path: string, body: object): Promise<string> {
    const answer = await ask('POST', `${main}/jobs${path}`, {
      payload: { key: randomUUID(), ...body },
    })
    const { id } = answer.json<{ id: string }>()
    await ask('GET', `${main}/jobs/${id}/events`) // ends with the job
    return id
  }
  const editJob = () => runJob('', { kind: 'edit', rows: [{ id: 11, ...rename() }] })
  async function draft(): Promise<string> {
    const body = {
      kind: 'edit',
      draft: true,
      changes: [{ attribute: 'tags', add: tagsValue('new') }],
    }
    const payload = { key: randomUUID(), ...body }
    const { id } = (await ask('POST', `${main}/jobs`, { payload })).json<{ id: string }>()
    await ask('PUT', `${main}/jobs/${id}/parts/1`, { payload: { ids: [12] } })
    return id
  }
  async function view(isShared = true) {
    const payload = { key: randomUUID(), name: `View ${(count += 1)}`, search: '', isShared }
    return (await ask('POST', `${main}/views`, { payload })).json<{ id: string; version: number }>()
  }
  /** A request about a shared view that is new, and deleted if `isDeleted`. */
  const ofView =
    (
      method: 'PATCH' | 'DELETE' | 'POST',
      path: string,
      change: object = {},
      isDeleted = false,
    ): Act =>
    async (mark) => {
      const { id, version } = await view()
      const url = `${main}/views/${id}`
      if (isDeleted) await ask('DELETE', `${url}?version=${version}`)
      await mark()
      const now = version + Number(isDeleted)
      if (method === 'PATCH') await ask(method, url, { payload: { version: now, ...change } })
      else await ask(method, `${url}${path}?version=${now}`)
    }
  const key = async () => {
    const payload = { label: 'Script', role: 'viewer' }
    return (await ask('POST', '/api/keys', { payload })).json<{ apiKey: { id: string } }>().apiKey
      .id
  }
  const newBrowser = async () => harness.signedIn('root@example.com', '10.0.0.7')

  async function begin() {
    await harness.register('root@example.com', 'admin')
    root = await harness.signedIn('root@example.com')
    addLead(mock, lead)
    mock.store.addContact({ id: 11, name: 'Ada' })
    mock.store.addContact({ id: 12, name: 'Eve' })
    for (const contact of documentedBotContacts) mock.store.botContacts.save(contact)
    mock.store.chats.add({ chat_id: chatUuid(1), contact_id: 12, channel: 'x', is_foreign: 0 })
  }
  return {
    ...harness,
    begin,
    ask,
    newEmail: email,
    person,
    ofPerson,
    prepared,
    plain,
    rename,
    runJob,
    editJob,
    draft,
    view,
    ofView,
    makeKey: key,
    newBrowser,
    lead,
    bot,
    main,
  }
}
