import type { Contact, ContactQuery, UnreadableRow } from '#contract/api/contacts.ts'
import type { ExportOrder } from '#contract/api/exports.ts'
import { maxIds } from '#contract/api/filters.ts'
import { contactIdsQuery } from '#contract/api/where.ts'
import { attributesOf, fieldIdOf, type AttributeKey } from '#contract/model/attribute.ts'
import { listedKey } from '#contract/model/listed-key.ts'
import type { ValueKindName } from '#contract/model/value.ts'
import * as z from 'zod/v4/core'
import { InvalidInputError, issuesOf } from '#proxy/invalid-input.ts'
import { listFromSource } from '#proxy/mirror/mirrored-source.ts'
import { resolveDays } from '#proxy/sources/query-days.ts'
import { searchTextOf } from '#proxy/sources/search-check.ts'
import type { Source, SourceMirror } from '#proxy/sources/source.ts'
import { checkSupported } from '#proxy/sources/supported-query.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { visibleSource } from '#proxy/sources/visible-source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { ExportError } from './export-failure.ts'

/** Contacts for the file, and how far the reading is. */
export type ReadStep = {
  contacts: Contact[]
  unreadable: UnreadableRow[]
  read: number
  /** Null if the source does not say it. */
  total: number | null
}

export type ReadPlan = {
  /** IANA name of the account's time zone. */
  timeZone: string
  kindOf: (key: AttributeKey) => ValueKindName
  /** The order of the list, if the contacts are read in another one. */
  sort: string | undefined
  /** Of when the local copy is that they are read from; null: from the source. */
  asOf: string | null
  steps: AsyncIterable<ReadStep>
}

type Reading = {
  source: Source
  order: ExportOrder
  visibility: Visibility
  call: Call
  /** Whether the copy has been read; called before each request. */
  ask: <Answer>(request: () => Promise<Answer>) => Promise<Answer>
}

type Query = Omit<ContactQuery, 'page' | 'size'>
type Columns = Pick<ContactQuery, 'columns' | 'attributes'>

/** The query of an order as the list has it; throws what a request for the list would. */
export function queryOf({ query }: Pick<ExportOrder, 'query'>): Query {
  const given = Object.fromEntries(new URLSearchParams(query))
  const result = z.safeParse(contactIdsQuery, given)
  if (!result.success) throw new InvalidInputError(issuesOf(result.error.issues))
  return { ...result.data, search: searchTextOf(result.data.search) }
}

/** Rejects what the source cannot do, before it is ordered. */
export function checkOrder({ info }: Source, order: ExportOrder): void {
  const { capabilities } = info
  const query = order.ids === null ? queryOf(order) : { search: '', sort: queryOf(order).sort }
  checkSupported({ ...query, ...columnsOf(order), page: 1, size: 1 }, capabilities)
  if ((columnsOf(order).columns?.length ?? 0) > maxIds)
    throw new InvalidInputError([{ name: 'columns', message: `at most ${maxIds} fields` }])
}

function columnsOf({ columns }: Pick<ExportOrder, 'columns'>): Columns {
  const keys = columns.map(({ key }) => key)
  const fields = [...new Set(keys.flatMap((key) => fieldIdOf(key) ?? []))].toSorted((a, b) => a - b)
  const attributes = listedKey.options.filter((key) => keys.includes(key))
  return {
    ...(fields.length > 0 && { columns: fields }),
    ...(attributes.length > 0 && { attributes }),
  }
}

/**
 * Reads the contacts of an order: from the complete local copy, else from the source. `steps` throws
 * `ExportError` if not all of them can be read, once each.
 */
export async function planReading(reading: Reading): Promise<ReadPlan> {
  const { source, order, call, ask } = reading
  const { info, reader, mirror } = source
  const isCopied = mirror?.isComplete() ?? false
  const copy = isCopied ? mirror : null
  const hasFields = order.columns.some(({ key }) => fieldIdOf(key) !== undefined)
  const [timeZone, definitions] = await Promise.all([
    copy
      ? copy.timeZone()
      : ask(async () => (await reader.getAccount(call)).timeZone).then((zone) => zone ?? 'UTC'),
    hasFields ? (copy?.fields() ?? ask(() => reader.listFields(call))) : [],
  ])
  const { capabilities } = info
  const attributes = attributesOf(capabilities, definitions)
  const kindOf = (key: AttributeKey) =>
    attributes.find((attribute) => attribute.key === key)?.kind ?? 'text'
  const query = await resolveDays({ ...queryOf(order), page: 1, size: 1 }, async () => timeZone)
  const sort = query.sort ?? capabilities.defaultSort ?? undefined
  if (copy) {
    const listed = await listedIds(copy, query, reading)
    return {
      timeZone,
      kindOf,
      sort: undefined,
      asOf: listed.asOf,
      steps: readByIds(reading, listed.ids, true),
    }
  }
  const canSortById = capabilities.sorts.includes('id')
  const isAsked = order.ids !== null && capabilities.filters.includes('ids')
  const isSorted = isAsked || canSortById
  return {
    timeZone,
    kindOf,
    sort: isSorted && sort !== 'id' ? sort : undefined,
    asOf: null,
    steps:
      order.ids === null
        ? scan(reading, { ...query, ...(canSortById && { sort: 'id' }) })
        : isAsked
          ? readByIds(reading, order.ids, false)
          : pick(reading, query, order.ids),
  }
}

/** All that match, or those that were selected, in the order of the list at one moment. */
async function listedIds(
  copy: SourceMirror,
  query: ContactQuery,
  { order, source, visibility }: Reading,
): Promise<{ ids: number[]; asOf: string }> {
  const { ids: selected } = order
  if (selected === null) {
    checkSupported(query, source.info.capabilities)
    return copy.listIds(query, visibility)
  }
  const isFew = selected.length <= maxIds
  const all = {
    page: 1,
    size: 1,
    search: '',
    ...(query.sort !== undefined && { sort: query.sort }),
    ...(isFew && { ids: selected }),
  }
  const { ids, asOf } = await copy.listIds(all, visibility)
  const wanted = new Set(selected)
  const found = ids.filter((id) => wanted.delete(id))
  // Those that are not there are asked for all the same, and are then missing.
  return { ids: [...found, ...wanted], asOf }
}

/** The contacts of these IDs as they are now; those that do not exist any more are left out. */
async function* readByIds(
  reading: Reading,
  ids: number[],
  isCopied: boolean,
): AsyncGenerator<ReadStep, void> {
  const { source, order, visibility, call, ask } = reading
  const size = Math.min(maxIds, Math.max(...source.info.capabilities.pageSizes))
  if (ids.length === 0) yield { contacts: [], unreadable: [], read: 0, total: 0 }
  for (let index = 0; index < ids.length; index += size) {
    const part = ids.slice(index, index + size)
    const query = { page: 1, size, search: '', ids: part, ...columnsOf(order) }
    const page = await ask(() =>
      isCopied
        ? listFromSource(source, query, visibility, call)
        : visibleSource(source, visibility).reader.listContacts(query, call),
    )
    // The copy was thrown away: what follows would be of another time.
    if (isCopied && page.asOf === null) throw new ExportError('list_changed')
    if (!page.filterApplied) throw new ExportError('filter_ignored')
    const found = new Map(page.items.map((contact) => [contact.id, contact]))
    const contacts = part.flatMap((id) => found.get(id) ?? [])
    const read = index + part.length
    yield { contacts, unreadable: page.unreadable, read, total: ids.length }
  }
}

/**
 * Everything that matches, page by page; by IDs if the source sorts by them, so that contacts added
 * meanwhile come last and shift nothing.
 */
async function* scan(reading: Reading, query: ContactQuery): AsyncGenerator<ReadStep, void> {
  const { source, order, visibility, call, ask } = reading
  const size = Math.max(...source.info.capabilities.pageSizes)
  const { reader } = visibleSource(source, visibility)
  const seen = new Set<number>()
  let unreadable = 0
  for (let page = 1; ; page++) {
    const asked = { ...query, ...columnsOf(order), page, size }
    const answer = await ask(() => reader.listContacts(asked, call))
    if (!answer.filterApplied) throw new ExportError('filter_ignored')
    const contacts = answer.items.filter(({ id }) => !seen.has(id))
    for (const { id } of contacts) seen.add(id)
    unreadable += answer.unreadable.length
    // A repeated row means that another one was skipped.
    if (contacts.length < answer.items.length) throw new ExportError('list_changed')
    const read = seen.size + unreadable
    if (answer.total !== null && !answer.hasNext && read !== answer.total)
      throw new ExportError('list_changed')
    yield { contacts, unreadable: answer.unreadable, read, total: answer.total }
    if (!answer.hasNext) return
  }
}

/** A source without a filter by IDs is scanned until all contacts are found. */
async function* pick(
  reading: Reading,
  { sort }: ContactQuery,
  ids: number[],
): AsyncGenerator<ReadStep, void> {
  const missing = new Set(ids)
  const everything = { page: 1, size: 1, search: '', ...(sort !== undefined && { sort }) }
  for await (const { contacts, ...step } of scan(reading, everything)) {
    yield { ...step, contacts: contacts.filter(({ id }) => missing.delete(id)) }
    if (missing.size === 0) return
  }
}
