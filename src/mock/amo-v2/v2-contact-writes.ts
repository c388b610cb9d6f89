import type { FastifyInstance, FastifyRequest } from 'fastify'
import { account } from '#mock/account-data.ts'
import { sendHal } from '#mock/responses.ts'
import { isRecord, wholeOf } from '#mock/amo-v4/v4-item-issues.ts'
import type { Services } from '#mock/mock-app.ts'
import { interfere } from '#mock/concurrent-edits.ts'
import { Refusal } from '#mock/rejection.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { User } from '#mock/store/user.ts'
import type { Store } from '#mock/mock-store.ts'
import { signedInLegacy } from './v2-login.ts'
import { readLegacyItem, type LegacyEdit } from './v2-contact-input.ts'
import { legacyLink, stamp } from './v2-contact-reads.ts'
import { listOf } from './v2-field-input.ts'

const mostItems = 500
const stale = 'Last modified date is older than in database'

type Done = { id: number; request_id: number; updated_at?: number; _links: object }
type Failed = { id: number | null; request_id: number; code: number; error: string }

/** `POST /api/v2/contacts`: `add` and `update` in one body; the good items are kept, the others told (seed 003). */
export function legacyContactWrites(app: FastifyInstance, services: Services) {
  const { faults, store } = services
  app.post('/api/v2/contacts', (request, reply) => {
    const user = signedInLegacy(services, request)
    const { body } = request
    if (!isRecord(body))
      throw new Refusal(400, 'Код ошибки 206. Пустой запрос', { error_code: '206' })
    const adds = listOf(body['add'])
    const updates = listOf(body['update'])
    if (adds.length === 0 && updates.length === 0) {
      const code =
        body['update'] === undefined ? (body['add'] === undefined ? '206' : '201') : '208'
      throw new Refusal(400, `Код ошибки ${code}. Пустой запрос`, { error_code: code })
    }
    if (adds.length + updates.length > mostItems)
      throw new Refusal(400, `Код ошибки 400. Более ${mostItems} элементов`, { error_code: '400' })
    interfere(services, request, updates)
    const isWrong = wrongIn(faults, request)
    const done: Done[] = []
    const failed = { add: [] as Failed[], update: [] as Failed[] }
    store.transaction(() => {
      for (const [i, item] of adds.entries()) {
        const result = isWrong(item, i) ? failure(item, i, 205) : addOne(store, item, i, user)
        if ('code' in result) failed.add.push(result)
        else done.push(result)
      }
      for (const [i, item] of updates.entries()) {
        const result = isWrong(item, adds.length + i)
          ? failure(item, i, 212)
          : updateOne(services, item, i, user)
        if ('code' in result) failed.update.push(result)
        else done.push(result)
      }
    })
    stamp(reply, store)
    const errors = errorsOf(failed.add, failed.update)
    return sendHal(reply, {
      _links: legacyLink('/api/v2/contacts', 'post'),
      _embedded: { items: done, ...(errors ? { errors } : {}) },
    })
  })
}

/** Rows that a fault finds wrong: by their place in the request, or by who is to be responsible. */
function wrongIn(faults: Services['faults'], request: FastifyRequest) {
  const row = faults.of(request, 'row-error')
  const dismissed = faults.of(request, 'dismissed-user')
  return (item: unknown, place: number): boolean => {
    const found =
      row?.row === place
        ? row
        : dismissed && isRecord(item) && wholeOf(item['responsible_user_id']) === dismissed.user
          ? dismissed
          : undefined
    if (found) faults.found(found)
    return found !== undefined
  }
}

function addOne(store: Store, item: unknown, place: number, user: User): Done | Failed {
  if (!isRecord(item)) return failure(item, place, 205)
  const wanted = readLegacyItem(item, store, true)
  if (typeof wanted === 'number') return failure(item, place, wanted)
  const names = wanted.edit.first_name === undefined ? splitName(wanted.edit.name ?? '') : {}
  const contact = store.addPerson({ ...names, ...wanted.edit }, user.id)
  tie(store, contact, wanted, user)
  return { ...told(contact.id, requestIdOf(item, place)) }
}

function updateOne(
  { store, access }: Services,
  item: unknown,
  place: number,
  user: User,
): Done | Failed {
  if (!isRecord(item)) return failure(item, place, 212)
  const id = wholeOf(item['id'])
  const updatedAt = wholeOf(item['updated_at'])
  if (id === undefined || updatedAt === undefined) return failure(item, place, 209)
  const before = store.contact(id)
  if (!before || before.trashed || !access.maySee(user, before)) return failure(item, place, 212)
  if (updatedAt <= before.updated_at) return { ...failure(item, place, 212), error: stale }
  const wanted = readLegacyItem(item, store, false)
  if (typeof wanted === 'number') return failure(item, place, wanted)
  const contact = store.editPerson(before, wanted.edit, user.id)
  tie(store, contact, wanted, user)
  // Captured answers have this one in milliseconds (reference 2.2).
  return { ...told(id, requestIdOf(item, place)), updated_at: contact.updated_at * 1000 }
}

function tie(store: Store, contact: Contact, wanted: LegacyEdit, user: User) {
  const { companyName, leads, customers, unlink } = wanted
  for (const id of leads) store.linkTo('leads', contact.id, id)
  for (const id of customers) store.linkTo('customers', contact.id, id)
  for (const id of unlink.leads) store.links.remove(contact.id, 'leads', id)
  for (const id of unlink.customers) store.links.remove(contact.id, 'customers', id)
  const leaves = contact.company_id !== null && unlink.companies.includes(contact.company_id)
  const company_id = companyName === undefined ? null : makeCompany(store, companyName, user)
  if (companyName === undefined && !leaves) return
  store.editPerson(contact, { company_id, updated_at: contact.updated_at }, user.id)
}

function makeCompany(store: Store, name: string, user: User): number {
  const id = store.companies.nextId(1_900_001)
  store.companies.save({
    id,
    name,
    responsible_user_id: user.id,
    group_id: user.rights.group_id ?? 0,
    created_by: user.id,
    updated_by: user.id,
    created_at: store.now(),
    updated_at: store.now(),
    account_id: account.id,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: null,
  })
  return id
}

/** The server splits a full name into first and last when it can: two words make two names. */
function splitName(name: string) {
  const words = name.trim().split(/\s+/)
  return words.length === 2 ? { first_name: words[0] ?? '', last_name: words[1] ?? '' } : {}
}

const told = (id: number, requestId: number): Done => ({
  id,
  request_id: requestId,
  _links: legacyLink(`/api/v2/contacts?id=${id}`, 'get'),
})

const requestIdOf = (item: unknown, place: number) =>
  (isRecord(item) ? wholeOf(item['request_id']) : undefined) ?? place

function failure(item: unknown, place: number, code: number): Failed {
  const id = isRecord(item) ? (wholeOf(item['id']) ?? null) : null
  return { id, request_id: requestIdOf(item, place), code, error: `Код ошибки ${code}` }
}

/** Stale updates alone are a map of texts by id, as captured; coded errors are a list. */
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
