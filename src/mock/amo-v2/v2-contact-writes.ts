import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendHal } from '#mock/responses.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import type { Services } from '#mock/services.ts'
import { editBeforeWrite } from '#mock/concurrent-edits.ts'
import { Rejection } from '#mock/rejection.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { User } from '#mock/store/user.ts'
import type { Store } from '#mock/mock-store.ts'
import { mainLink } from '#mock/store/link-table.ts'
import { createCompany } from '#mock/store/new-company.ts'
import { authenticateV2 } from './v2-login.ts'
import { readV2Item, type V2ContactEdit } from './v2-contact-input.ts'
import { v2Link, setRuntimeTimestamp } from './v2-contact-reads.ts'
import { listOf } from './v2-field-input.ts'

const maxItems = 500
const stale = 'Last modified date is older than in database'

type Succeeded = {
  id: number
  request_id: number
  updated_at?: number
  _links: object
  _link: object
}
type Failed = { id: number | null; request_id: number; code: number; error: string }

/** `POST /api/v2/contacts`: `add` and `update` in one body; valid items are saved, the others are reported (seed 003). */
export function v2ContactWrites(app: FastifyInstance, services: Services) {
  const { faults, store } = services
  app.post('/api/v2/contacts', (request, reply) => {
    const user = authenticateV2(services, request)
    const { body } = request
    if (!isRecord(body))
      throw new Rejection(400, 'Код ошибки 206. Пустой запрос', { error_code: '206' })
    const adds = listOf(body['add'])
    const updates = listOf(body['update'])
    if (adds.length === 0 && updates.length === 0) {
      const code =
        body['update'] === undefined ? (body['add'] === undefined ? '206' : '201') : '208'
      throw new Rejection(400, `Код ошибки ${code}. Пустой запрос`, { error_code: code })
    }
    if (adds.length + updates.length > maxItems)
      throw new Rejection(400, `Код ошибки 400. Более ${maxItems} элементов`, { error_code: '400' })
    editBeforeWrite(services, request, updates)
    const isFaulty = rowFaultsOf(faults, request)
    const succeeded: Succeeded[] = []
    const failed = { add: [] as Failed[], update: [] as Failed[] }
    store.transaction(() => {
      for (const [i, item] of adds.entries()) {
        const result = isFaulty(item, i) ? failure(item, i, 205) : addItem(store, item, i, user)
        if ('code' in result) failed.add.push(result)
        else succeeded.push(result)
      }
      for (const [i, item] of updates.entries()) {
        const result = isFaulty(item, adds.length + i)
          ? failure(item, i, 212)
          : updateItem(services, item, i, user)
        if ('code' in result) failed.update.push(result)
        else succeeded.push(result)
      }
    })
    setRuntimeTimestamp(reply, store)
    const errors = errorsOf(failed.add, failed.update)
    return sendHal(reply, {
      ...linksOf('/api/v2/contacts', 'post'),
      _embedded: { items: succeeded, ...(errors ? { errors } : {}) },
    })
  })
}

/** Whether an injected fault rejects an item: by its position in the request or by its responsible user. */
function rowFaultsOf(faults: Services['faults'], request: FastifyRequest) {
  const row = faults.of(request, 'row-error')
  const dismissed = faults.of(request, 'dismissed-user')
  return (item: unknown, index: number): boolean => {
    const found =
      row?.row === index
        ? row
        : dismissed && isRecord(item) && integerOf(item['responsible_user_id']) === dismissed.user
          ? dismissed
          : undefined
    if (found) faults.markTriggered(found)
    return found !== undefined
  }
}

function addItem(store: Store, item: unknown, index: number, user: User): Succeeded | Failed {
  if (!isRecord(item)) return failure(item, index, 205)
  const input = readV2Item(item, store, true)
  if (typeof input === 'number') return failure(item, index, input)
  const names = input.edit.first_name === undefined ? splitName(input.edit.name ?? '') : {}
  const contact = store.createContact({ ...names, ...input.edit }, user.id)
  updateLinks(store, contact, input, user)
  return successOf(contact.id, requestIdOf(item, index))
}

function updateItem(
  { store, access }: Services,
  item: unknown,
  index: number,
  user: User,
): Succeeded | Failed {
  if (!isRecord(item)) return failure(item, index, 212)
  const id = integerOf(item['id'])
  const updatedAt = integerOf(item['updated_at'])
  if (id === undefined || updatedAt === undefined) return failure(item, index, 209)
  const before = store.contact(id)
  if (!before || before.trashed || !access.canSee(user, before)) return failure(item, index, 212)
  if (updatedAt <= before.updated_at) return { ...failure(item, index, 212), error: stale }
  const input = readV2Item(item, store, false)
  if (typeof input === 'number') return failure(item, index, input)
  const contact = store.updateContact(before, input.edit, user.id)
  updateLinks(store, contact, input, user)
  // Captured responses have `updated_at` in milliseconds (reference 2.2).
  return { ...successOf(id, requestIdOf(item, index)), updated_at: contact.updated_at * 1000 }
}

function updateLinks(store: Store, contact: Contact, input: V2ContactEdit, user: User) {
  const { companyName, leads, customers, unlink } = input
  const { id: by } = user
  for (const id of leads) store.addLink(mainLink(contact.id, 'leads', id), by)
  for (const id of customers) store.addLink(mainLink(contact.id, 'customers', id), by)
  for (const id of unlink.leads) store.removeLink(contact.id, 'leads', id, by)
  for (const id of unlink.customers) store.removeLink(contact.id, 'customers', id, by)
  const leavesCompany = contact.company_id !== null && unlink.companies.includes(contact.company_id)
  const company_id =
    companyName === undefined ? null : createCompany(store, { name: companyName }, user).id
  if (companyName === undefined && !leavesCompany) return
  store.updateContact(contact, { company_id, updated_at: contact.updated_at }, user.id)
}

/** Splits a full name of exactly two words into first and last name, as the server does. */
function splitName(name: string) {
  const words = name.trim().split(/\s+/)
  return words.length === 2 ? { first_name: words[0] ?? '', last_name: words[1] ?? '' } : {}
}

/** The document's example has `_link`, its table `_links`: the response contains both. */
function linksOf(href: string, method: 'get' | 'post') {
  const link = v2Link(href, method)
  return { _links: link, _link: link }
}

const successOf = (id: number, requestId: number): Succeeded => ({
  id,
  request_id: requestId,
  ...linksOf(`/api/v2/contacts?id=${id}`, 'get'),
})

const requestIdOf = (item: unknown, index: number) =>
  (isRecord(item) ? integerOf(item['request_id']) : undefined) ?? index

function failure(item: unknown, index: number, code: number): Failed {
  const id = isRecord(item) ? (integerOf(item['id']) ?? null) : null
  return { id, request_id: requestIdOf(item, index), code, error: `Код ошибки ${code}` }
}

/** If every failed update is stale, errors are a map from id to message, as captured; otherwise a list with codes. */
function errorsOf(add: Failed[], update: Failed[]) {
  if (add.length === 0 && update.length === 0) return undefined
  const isStale = update.every(({ error }) => error === stale)
  const updateErrors = isStale
    ? Object.fromEntries(update.map(({ id, error }) => [id, error]))
    : update
  return {
    ...(add.length > 0 ? { add } : {}),
    ...(update.length > 0 ? { update: updateErrors } : {}),
  }
}
