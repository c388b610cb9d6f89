import type { FoundCompany } from '#contract/api/companies.ts'
import type { SourceCompanies } from './source-companies.ts'
import type { ChatContact } from '#contract/api/chats.ts'
import type { ContactPage } from '#contract/api/contacts.ts'
import type {
  ChatWriteResult,
  Source,
  SourceChats,
  SourceLinker,
  SourceReader,
  SourceVariables,
} from './source.ts'
import { noSuchContact, seenOnly, type Sees } from './seen-only.ts'
import { visibleActivities } from './visible-activities.ts'
import type { SourceTalks } from './source-talks.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { isVisible, visibleOf, visibleQuery, type Visibility } from './visibility.ts'

/**
 * A source as an actor may see it: contacts that are not visible, and what belongs to them, are as if they
 * did not exist. Everything that is done for a user goes through one; only the methods of the local copy
 * take the visibility themselves.
 */
export function visibleSource(source: Source, visibility: Visibility): Source {
  if (visibility.contacts === 'all') return source
  const { reader, linker, companies, chats, talks, variables, activities } = source
  const sees: Sees = async (ids, call) => {
    const size = Math.max(...source.info.capabilities.pageSizes)
    const found = new Set<number>()
    for (let first = 0; first < ids.length; first += size) {
      const part = [...new Set(ids.slice(first, first + size))]
      const { snapshots } = visibleOf(await reader.readContacts(part, call), visibility)
      for (const { detail } of snapshots) found.add(detail.id)
    }
    return found
  }
  return {
    ...source,
    get info() {
      return source.info
    },
    sees,
    reader: visibleReader(source, visibility),
    linker: linker && visibleLinker(linker, sees),
    companies: companies && visibleCompanies(companies, visibility.users, sees),
    chats: chats && visibleChats(chats, sees),
    talks: talks && visibleTalks(talks, sees),
    variables: variables && visibleVariables(variables, sees),
    activities: activities && visibleActivities(activities, sees),
  }
}

function visibleReader(source: Source, visibility: Visibility): SourceReader {
  const { reader } = source
  return {
    ...reader,
    async listContacts(query, call): Promise<ContactPage> {
      // Nobody is responsible for the contacts of a source that does not know who is.
      if (!source.info.capabilities.filters.includes('responsible'))
        return { ...noContacts, page: query.page }
      const page = await reader.listContacts(visibleQuery(query, visibility), call)
      const items = page.items.filter((contact) => isVisible(contact, visibility))
      return { ...page, items, unreadable: [] }
    },
    async getContact(id, call) {
      const contact = await reader.getContact(id, call)
      return contact && isVisible(contact, visibility) ? contact : undefined
    },
    readContacts: async (ids, call) => visibleOf(await reader.readContacts(ids, call), visibility),
  }
}

const noContacts = {
  items: [],
  unreadable: [],
  hasNext: false,
  total: 0,
  asOf: null,
  filterApplied: true,
}

function visibleLinker(linker: SourceLinker, sees: Sees): SourceLinker {
  const seen =
    <Answer>(list: (contactId: number, call: Call) => Promise<Answer | undefined>) =>
    async (contactId: number, call: Call): Promise<Answer | undefined> =>
      (await sees([contactId], call)).has(contactId) ? list(contactId, call) : undefined
  const { listLeads, listCustomers, listElements } = linker
  return {
    ...linker,
    listLeads: listLeads && seen(listLeads),
    listCustomers: listCustomers && seen(listCustomers),
    listElements: listElements && seen(listElements),
  }
}

/** Companies of the users whose contacts are visible; of their contacts those that are. */
function visibleCompanies(
  companies: SourceCompanies,
  users: readonly number[],
  sees: Sees,
): SourceCompanies {
  // Nobody has this ID: an empty list would be no filter at all.
  const of = { responsible: users.length > 0 ? users : [0] }
  const withoutCounts = (items: FoundCompany[]) =>
    items.map((company) => ({ ...company, contacts: null }))
  return {
    async find(search, call) {
      const { items, hasMore } = await companies.find(search, call, of)
      return { items: withoutCounts(items), hasMore }
    },
    async get(id, call) {
      const company = await companies.get(id, call)
      if (!company?.responsible || !users.includes(company.responsible.id)) return undefined
      const seen = await sees(company.contacts, call)
      const contacts = company.contacts.filter((contact) => seen.has(contact))
      return { ...company, contacts, leads: null, customers: null }
    },
    async create(name, shown, call) {
      const result = await companies.create(name, shown, call, of)
      return result.outcome === 'exists'
        ? { ...result, items: withoutCounts(result.items) }
        : result
    },
  }
}

const missingContact = (id: number): ChatContact => ({
  id,
  name: null,
  isUnsorted: false,
  exists: false,
})

function visibleChats(chats: SourceChats, sees: Sees): SourceChats {
  return {
    async findChats({ chats: asked, contacts = [] }, call) {
      if (asked) {
        const found = await chats.findChats({ chats: asked }, call)
        const owners = await sees(
          found.items.map(({ contact }) => contact.id),
          call,
        )
        return { ...found, items: found.items.filter(({ contact }) => owners.has(contact.id)) }
      }
      const seen = await sees(contacts, call)
      const visible = contacts.filter((id) => seen.has(id))
      const found =
        visible.length > 0
          ? await chats.findChats({ contacts: visible }, call)
          : { items: [], contacts: [] }
      const byId = new Map(found.contacts.map((contact) => [contact.id, contact]))
      return {
        items: found.items,
        contacts: [...new Set(contacts)].map((id) => byId.get(id) ?? missingContact(id)),
      }
    },
    /** A chat of a contact that is not visible must not be taken from it unseen. */
    async readChats(ids, call) {
      const linked = await chats.readChats(ids, call)
      const owners = [...linked.values()].flatMap((link) =>
        link === 'unreadable' ? [] : [link.contact],
      )
      const seen = await sees(owners, call)
      return new Map(
        [...linked].map(([id, link]) => [
          id,
          link === 'unreadable' || seen.has(link.contact) ? link : 'unreadable',
        ]),
      )
    },
    async linkChats(items, call) {
      const seen = await sees(
        items.map(({ contact }) => contact),
        call,
      )
      if (items.every(({ contact }) => seen.has(contact))) return chats.linkChats(items, call)
      const reasons = [{ field: 'contact', code: 'not_found' as const, message: noSuchContact }]
      // All or nothing, as at the source.
      return items.map(({ contact }): ChatWriteResult =>
        seen.has(contact) ? { status: 'skipped' } : { status: 'rejected', reasons },
      )
    },
  }
}

const visibleTalks = (talks: SourceTalks, sees: Sees): SourceTalks => ({
  ...talks,
  async talksOf(contacts, call) {
    const seen = await sees(contacts, call)
    const visible = contacts.filter((id) => seen.has(id))
    return visible.length > 0 ? talks.talksOf(visible, call) : []
  },
})

function visibleVariables(variables: SourceVariables, sees: Sees): SourceVariables {
  const requireSeen = seenOnly(sees)
  return {
    async readVariables(id, call) {
      await requireSeen(id, call)
      return variables.readVariables(id, call)
    },
    async setStatus(id, status, call) {
      await requireSeen(id, call)
      return variables.setStatus(id, status, call)
    },
    async setVariable(id, variable, call) {
      await requireSeen(id, call)
      return variables.setVariable(id, variable, call)
    },
    async deleteVariable(id, name, call) {
      await requireSeen(id, call)
      return variables.deleteVariable(id, name, call)
    },
  }
}
