import type { ContactQuery } from '#contract/api/contacts.ts'
import { readSort } from '#contract/api/sort.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/errors.ts'
import type { SourceHttp } from '#proxy/sources/http.ts'
import { memo } from '#proxy/sources/memo.ts'
import { createNames } from '#proxy/sources/names.ts'
import type { Source } from '#proxy/sources/source.ts'
import { createClient } from './client.ts'
import { createLinked } from './linked.ts'
import {
  toContact,
  toContactDetail,
  toFieldDefinition,
  toListParams,
  toUser,
  type ContactNames,
} from './translate.ts'

const minute = 60_000

/** `created_at` is documented in one edition and ignored by live accounts: not offered. */
export const amoV4Capabilities: Capabilities = {
  search: true,
  sorts: ['updatedAt', 'name', 'id'],
  defaultSort: '-updatedAt',
  pageSizes: [50, 100, 250],
  totals: false,
  sections: ['leads', 'customers', 'catalogElements'],
}

export type AmoV4Options = {
  id: string
  title: string
  http: SourceHttp
  close: () => Promise<void>
  /** Address of the account's own interface, for links out; null where there is none. */
  webUrl: string | null
}

export function createAmoV4Source({ id, title, http, close, webUrl }: AmoV4Options): Source {
  const client = createClient(http)
  const account = memo(10 * minute, client.getAccount)
  const users = memo(5 * minute, async () => (await client.listUsers()).map(toUser))
  const fields = memo(5 * minute, async () => (await client.listFields()).map(toFieldDefinition))
  const companies = createNames(5 * minute, client.companies)

  async function namesFor(contacts: AmoContact[]): Promise<ContactNames> {
    const companyIds = contacts.flatMap((c) => c._embedded?.companies ?? []).map((c) => c.id)
    const [people, firms] = await Promise.all([
      unlessForbidden(users, []),
      unlessForbidden(() => companies.get(companyIds), new Map()),
    ])
    return {
      users: new Map(people.map((u) => [u.id, u.name])),
      companies: new Map([...firms].map(([firmId, { name }]) => [firmId, name])),
    }
  }

  return {
    info: { id, kind: 'amo-v4', title, capabilities: amoV4Capabilities },
    close,
    async listContacts(query) {
      const page = await client.listContacts(toListParams(query, checkedSort(query)))
      const found = page?._embedded.contacts ?? []
      const names = await namesFor(found)
      return {
        items: found.map((c) => toContact(c, names)),
        page: query.page,
        hasNext: page?._links?.next !== undefined,
        total: null,
      }
    },
    async getContact(contactId) {
      const found = await client.getContact(contactId)
      if (!found) return undefined
      const [names, definitions, settings] = await Promise.all([
        namesFor([found]),
        fields(),
        account(),
      ])
      return toContactDetail(found, {
        names,
        definitions,
        timeZone: settings?._embedded?.datetime_settings?.timezone ?? 'UTC',
        url: webUrl && `${webUrl}/contacts/detail/${contactId}`,
      })
    },
    listUsers: users,
    listFields: fields,
    ...createLinked({ client, account, webUrl }),
  }
}

function checkedSort(query: ContactQuery) {
  const { sorts, pageSizes } = amoV4Capabilities
  if (query.size > Math.max(...pageSizes))
    throw new UnsupportedError('size', `at most ${Math.max(...pageSizes)}`)
  const sort = query.sort ?? '-updatedAt'
  if (!sorts.includes(readSort(sort).field))
    throw new UnsupportedError('sort', `one of ${sorts.join(', ')}`)
  return sort
}

/** Users may be listed by administrators only: without the right, names stay unknown. */
async function unlessForbidden<T>(load: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof SourceError && error.failure === 'forbidden') return otherwise
    throw error
  }
}
