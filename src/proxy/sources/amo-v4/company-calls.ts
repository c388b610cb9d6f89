import type { CompanyDetail, CompanyList, FoundCompany } from '#contract/api/companies.ts'
import type { Named } from '#contract/api/contacts.ts'
import { foldText } from '#contract/model/search-key.ts'
import { unreadableIn } from '#contract/upstream/lenient.ts'
import type { AmoFullCompany } from '#contract/upstream/amo-v4/companies.ts'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { SourceCompanies } from '#proxy/sources/source-companies.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { AccountCaches } from './account-caches.ts'
import type { AmoV4Client } from './client.ts'
import { pageAmount } from './request.ts'
import { toContactField, type FieldContext } from './value-reader.ts'

const maxFound = 50 // options that somebody looks through
const maxNewest = 50 // companies that may be created within a lost request

type Options = {
  client: Pick<AmoV4Client, 'findCompanies' | 'getCompany' | 'createCompany'>
  caches: Pick<AccountCaches, 'users' | 'timeZone' | 'companyFound'>
  webUrl: string | null
}

type Users = readonly number[] | undefined

export function createCompanyCalls({ client, caches, webUrl }: Options): SourceCompanies {
  const found = async (
    params: [string, string | number][],
    users: Users,
    call: Call,
  ): Promise<{ rows: AmoFullCompany[]; hasNext: boolean }> => {
    const mine = users?.map((id): [string, number] => ['filter[responsible_user_id][]', id]) ?? []
    const page = await client.findCompanies([...params, ['with', 'contacts'], ...mine], call)
    const rows = page?.items ?? []
    for (const { id, name } of rows) caches.companyFound(id, name ?? null)
    // An account without the filter feature returns all.
    const visible = users
      ? rows.filter((row) => users.includes(row.responsible_user_id ?? 0))
      : rows
    return { rows: visible, hasNext: page?.hasNext ?? false }
  }

  const named = async (name: string, users: Users, call: Call) => {
    const params: [string, string | number][] = [
      ['query', name],
      ['limit', pageAmount],
    ]
    const { rows } = await found(params, users, call)
    const wanted = foldText(name)
    return rows.filter((row) => foldText(row.name ?? '') === wanted)
  }

  const newest = async (limit: number, call: Call) =>
    (
      await client.findCompanies(
        [
          ['order[id]', 'desc'],
          ['limit', limit],
        ],
        call,
      )
    )?.items ?? []

  /** The company that a request without a response has created, if the account tells it. */
  async function createdSince(last: number, name: string, call: Call) {
    const rows = await newest(maxNewest, call)
    const isInOrder = rows.every(({ id }, index) => id < (rows[index - 1]?.id ?? Infinity))
    return isInOrder ? rows.find((row) => row.id > last && row.name === name) : undefined
  }

  async function send(name: string, call: Call): Promise<number> {
    const last = (await newest(1, call))[0]?.id ?? 0
    try {
      const created = await client.createCompany(name, call)
      if (created) return created.id
      throw new SourceError('invalid_response', 'The response lacks the company', {
        mayHaveHappened: true,
      })
    } catch (error) {
      if (!(error instanceof SourceError) || !error.mayHaveHappened) throw error
      const row = await orFallback(() => createdSince(last, name, call), undefined)
      if (row) return row.id
      throw error
    }
  }

  return {
    async find(search, call, { responsible } = {}): Promise<CompanyList> {
      const params: [string, string | number][] = [
        ['query', search],
        ['limit', maxFound],
      ]
      const { rows, hasNext } = await found(params, responsible, call)
      const items = rows.map(toFound)
      return { items: bySimilarity(items, search), hasMore: hasNext }
    },

    async get(id, call) {
      const amo = await client.getCompany(id, call)
      if (!amo) return undefined
      caches.companyFound(id, amo.name ?? null)
      const [users, timeZone] = await Promise.all([
        orFallback(() => caches.users(call), []),
        orFallback(() => caches.timeZone(call), 'UTC'),
      ])
      const names = new Map(users.map((user) => [user.id, user.name]))
      return toDetail(amo, names, timeZone, webUrl && `${webUrl}/companies/detail/${id}`)
    },

    async create(name, shown, call, { responsible } = {}) {
      const equal = await named(name, responsible, call)
      if (equal.some(({ id }) => !shown.includes(id)))
        return { outcome: 'exists', items: equal.map(toFound) }
      const id = await send(name, call)
      caches.companyFound(id, name)
      return {
        outcome: 'created',
        company: { id, name, phone: null, place: null, contacts: 0 },
      }
    },
  }
}

/** Equal names first, then those that begin with the words. */
function bySimilarity(items: FoundCompany[], search: string): FoundCompany[] {
  const wanted = foldText(search)
  const rank = ({ name }: FoundCompany) => {
    const folded = foldText(name ?? '')
    if (folded === wanted) return 0
    return folded.startsWith(wanted) ? 1 : 2
  }
  return items.toSorted((a, b) => rank(a) - rank(b))
}

function toFound(amo: AmoFullCompany): FoundCompany {
  const fields = fieldsOf(amo, { definitions: [], timeZone: 'UTC' })
  const textOf = (code: string) => {
    const value = fields.find((field) => field.code === code)?.value
    if (value?.kind === 'contactPoints') return value.items[0]?.value ?? null
    return value?.kind === 'text' ? (value.values[0] ?? null) : null
  }
  const city = fields
    .flatMap(({ value }) => (value.kind === 'address' ? value.parts : []))
    .find(({ part, value }) => part === 'city' && value !== '')
  return {
    id: amo.id,
    name: amo.name ?? null,
    phone: textOf('PHONE'),
    place: city?.value ?? textOf('ADDRESS'),
    contacts: amo._embedded?.contacts?.items.length ?? null,
  }
}

const fieldsOf = (amo: AmoFullCompany, context: FieldContext) =>
  (amo.custom_fields_values?.items ?? []).flatMap(
    (field) => toContactField(field, context)?.field ?? [],
  )

function toDetail(
  amo: AmoFullCompany,
  users: Map<number, string>,
  timeZone: string,
  url: string | null,
): CompanyDetail {
  const { _embedded: linked, responsible_user_id: responsible } = amo
  return {
    id: amo.id,
    name: amo.name ?? null,
    responsible: userOf(responsible, users),
    createdAt: momentOf(amo.created_at),
    updatedAt: momentOf(amo.updated_at),
    fields: fieldsOf(amo, { definitions: [], timeZone }),
    contacts: (linked?.contacts?.items ?? []).map(({ id }) => id),
    leads: linked?.leads?.items.length ?? null,
    customers: linked?.customers?.items.length ?? null,
    isIncomplete: unreadableIn(amo).length > 0,
    url,
  }
}

/** ID 0 is the system, a bot or no user. */
const userOf = (id: number | null | undefined, users: Map<number, string>): Named | null =>
  id ? { id, name: users.get(id) ?? null } : null

/** 0 means no time. */
const momentOf = (seconds: number | null | undefined): string | null =>
  seconds ? toMomentOrNull(seconds) : null
