import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import { toTimeZone } from '#proxy/sources/calendar.ts'
import { createNameCache } from '#proxy/sources/name-cache.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { ttlCache } from '#proxy/sources/transport/ttl-cache.ts'
import {
  UnreadableAnswerError,
  type ReportUnreadable,
} from '#proxy/sources/transport/parse-answer.ts'
import type { AmoV4Client } from './client.ts'
import { toFieldDefinition } from './field-kinds.ts'
import { toUser, type ContactNames } from './read-translation.ts'

const minute = 60_000

/** Data of an account that is required to read and write contacts, cached for minutes. */
export function createAccountCaches(client: AmoV4Client, report?: ReportUnreadable) {
  const account = ttlCache(10 * minute, async (call) => {
    const found = await client.getAccount(call)
    const timeZone = found && toTimeZone(found._embedded?.datetime_settings?.timezone, report)
    return {
      id: found?.id ?? null,
      currency: found?.currency || null,
      currentUser: found?.current_user_id,
      timeZone,
      groups: new Map(
        (found?._embedded?.users_groups?.items ?? []).flatMap(({ id, name }) =>
          name ? [[id, name] as const] : [],
        ),
      ),
    }
  })
  async function zoneOf(call: Call): Promise<string> {
    const { timeZone } = await account(call)
    if (timeZone !== undefined) return timeZone
    // In another zone than the account's, days would be read, searched and written as their neighbours.
    account.forget()
    throw new UnreadableAnswerError('invalid_response', 'The account tells nothing of itself')
  }
  const users = ttlCache(5 * minute, async (call) => (await client.listUsers(call)).map(toUser))
  const fields = ttlCache(5 * minute, async (call) =>
    (await client.listFields(call)).map(toFieldDefinition),
  )
  /** The names of the last list, by which a write of another tag is noticed. */
  let tagNames = new Set<string>()
  const tags = ttlCache(5 * minute, async (call) => {
    const found = await client.listTags(call)
    tagNames = new Set(found.map(({ name }) => name))
    return found
  })
  const companies = createNameCache(30 * minute, client.companies)
  // Loaded once in the background, so that pages do not require a second call for names.
  const learnCompanies = ttlCache(30 * minute, async () => {
    for (const company of await client.listCompanies({ priority: 'bulk' }))
      companies.remember(company.id, company)
  })

  return {
    account,
    users,
    fields,
    tags,
    learnCompanies,
    /** IANA name of the account's time zone, in which days of date fields begin. */
    timeZone: zoneOf,
    /** Names of the groups of users; without permission to read them, IDs are shown. */
    groups: async (call: Call) =>
      (await orFallback(() => account(call), null))?.groups ?? new Map<number, string>(),
    /**
     * Names of the contacts' users and companies; without permission to read them, IDs are shown.
     */
    async namesFor(contacts: AmoContact[], call: Call): Promise<ContactNames> {
      const companyIds = contacts
        .flatMap((c) => c._embedded?.companies?.items ?? [])
        .map((c) => c.id)
      const [userList, found] = await Promise.all([
        orFallback(() => users(call), []),
        orFallback(() => companies.get(companyIds, call), new Map()),
      ])
      return {
        users: new Map(userList.map((u) => [u.id, u.name])),
        companies: new Map(
          [...found].flatMap(([id, { name }]) => (name ? [[id, name] as const] : [])),
        ),
      }
    },
    /** Names of the contacts' companies, as far as they are known without a call. */
    knownCompanies: (contacts: AmoContact[]): Map<number, string> =>
      new Map(
        contacts
          .flatMap((contact) => contact._embedded?.companies?.items ?? [])
          .flatMap(({ id }) => {
            const name = companies.peek(id)?.name
            return name ? [[id, name] as const] : []
          }),
      ),
    /** The name of a company that was read or created elsewhere. */
    companyFound: (id: number, name: string | null): void => companies.remember(id, { id, name }),
    /** The source creates a tag that it does not have; the list is then read again. */
    tagsWritten: (names: string[]): void => {
      if (names.some((name) => !tagNames.has(name))) tags.forget()
    },
    forget() {
      for (const cache of [account, users, fields, tags, companies, learnCompanies]) cache.forget()
    },
  }
}
export type AccountCaches = ReturnType<typeof createAccountCaches>
