import { legacyContact } from '#contract/upstream/amo-v2/contacts.ts'
import type { ReadRows } from '#proxy/sources/source-feed.ts'
import { listedKeys, toContactDetail, type About } from './read-translation.ts'

/** Reads contacts as `list-feed.ts` stores them; their own pages are not known here. */
export const readAmoV2Rows: ReadRows = (
  bodies,
  { users, companies },
  { definitions, timeZone },
) => {
  const about: About = {
    account: null,
    users: [...users].map(([id, name]) => ({ id, name, email: null, isActive: true, group: null })),
    definitions,
    currency: null,
    timeZone,
    ownUser: null,
  }
  return bodies.map((body) => {
    const contact = toContactDetail(legacyContact.parse(JSON.parse(body)), about, null, listedKeys)
    const { company } = contact
    // A renamed company is told by one row, and stored once.
    const name = company && (companies.get(company.id) ?? company.name)
    return { ...contact, company: company && { id: company.id, name } }
  })
}
