import type { Capabilities } from '#contract/api/sources.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import { toUnreadableRows } from '#proxy/sources/unreadable-attributes.ts'
import { looksSearched } from '#proxy/sources/search-check.ts'
import type { SourceReader } from '#proxy/sources/source.ts'
import { checkSupported } from '#proxy/sources/supported-query.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { AccountCaches } from './account-caches.ts'
import type { AmoV4Client } from './client.ts'
import { matches, toListParams } from './contact-listing.ts'
import { toContact, toContactDetail, type ContactNames } from './read-translation.ts'
import type { FieldContext } from './value-reader.ts'

export type Details = (
  found: AmoContact[],
  names: ContactNames,
  call: Call,
) => Promise<ContactDetail[]>

type Options = {
  client: AmoV4Client
  caches: AccountCaches
  capabilities: Capabilities
  toDetails: Details
  readContacts: SourceReader['readContacts']
}

/**
 * Converts rows of v4 to complete contacts; `urlOf` returns the URL of the contact's page at the
 * source.
 */
export function createDetails(
  caches: AccountCaches,
  urlOf: (id: number) => string | null,
): Details {
  return async (found, names, call) => {
    const context = await fieldContext(caches, call, found)
    return found.map((contact) =>
      toContactDetail(contact, { names, ...context, url: urlOf(contact.id) }),
    )
  }
}

/**
 * Without permission to read definitions, fields are displayed with the data in the contacts. Fresh
 * reads, on which writes are based, require the definitions and do not use a fallback; they require
 * the time zone only if a contact has a day.
 */
async function fieldContext(
  { fields, timeZone }: AccountCaches,
  call: Call,
  found: AmoContact[],
): Promise<FieldContext> {
  if (!call.isFresh) {
    const [definitions, zone] = await Promise.all([
      orFallback(() => fields(call), []),
      orFallback(() => timeZone(call), withoutZone),
    ])
    return { definitions, timeZone: zone }
  }
  const definitions = await fields(call)
  const withoutDays = new Set(definitions.flatMap(({ id, kind }) => (kind === 'date' ? [] : id)))
  const hasDays = found.some(({ custom_fields_values: values }) =>
    values?.items.some(({ field_id: id }) => !withoutDays.has(id)),
  )
  return { definitions, timeZone: hasDays ? await timeZone(call) : withoutZone }
}

const withoutZone = 'UTC'

export function createReader(options: Options): SourceReader {
  const { client, caches, capabilities, toDetails, readContacts } = options
  return {
    async listContacts(query, call) {
      checkSupported(query, capabilities)
      const page = await client.listContacts(toListParams(query), call)
      const found = page?.items ?? []
      // If this fails, pages look up the companies themselves.
      caches.learnCompanies(call).catch(() => {})
      const { attributes = [] } = query
      const [names, groups, columns] = await Promise.all([
        caches.namesFor(found, call),
        attributes.includes('group') ? caches.groups(call) : undefined,
        query.columns && fieldContext(caches, call, found),
      ])
      const ids = query.columns ?? []
      return {
        items: found.map((row) =>
          toContact(
            row,
            { ...names, ...(groups && { groups }) },
            columns && { ids, ...columns },
            attributes,
          ),
        ),
        unreadable: toUnreadableRows(page?.dropped),
        page: query.page,
        hasNext: page?.hasNext ?? false,
        total: null,
        asOf: null,
        filterApplied:
          found.every((row) => matches(row, query)) && looksSearched(found, query.search),
      }
    },
    async getContact(id, call) {
      const found = await client.getContact(id, call)
      if (!found) return undefined
      const [names, groups] = await Promise.all([
        caches.namesFor([found], call),
        caches.groups(call),
      ])
      const [detail] = await toDetails([found], { ...names, groups }, call)
      return detail
    },
    readContacts,
    getAccount: async (call) => ({ timeZone: await caches.timeZone(call) }),
    listUsers: caches.users,
    listFields: caches.fields,
    listTags: caches.tags,
  }
}
