import type { ContactDetail } from '#contract/api/contacts.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Births, ContactLinks, Source } from '#proxy/sources/source.ts'
import type { AmoV4Client } from './client.ts'
import { pageAmount } from './request.ts'

const clockSkewMs = 10 * 60_000 // how far the source's clock may be behind ours
const mostPages = 400 // 100,000 contacts created since; more is no answer to wait for

type Options = {
  client: AmoV4Client
  toDetails: (contacts: AmoContact[], call: Call) => Promise<ContactDetail[]>
  /** The user whose token this is; null where the account does not tell. */
  ownUser: (call: Call) => Promise<number | null>
  now?: () => number
}

/** Contacts as writes need them: whole, fresh, and complete whatever filters the account honours. */
export function createStates({ client, toDetails, ownUser, now = Date.now }: Options): {
  readContacts: Source['readContacts']
  births: Births
} {
  /**
   * Those that the list leaves out are asked for one by one: an account without the filter feature
   * answers just anybody, and a list hides contacts of incoming leads.
   */
  async function read(ids: number[], call: Call): Promise<AmoContact[]> {
    const page = await client.contactsById(ids, call)
    const wanted = new Set(ids)
    const found = new Map(
      (page?._embedded.contacts ?? [])
        .filter(({ id }) => wanted.has(id))
        .map((row) => [row.id, row]),
    )
    for (const id of ids) {
      if (found.has(id)) continue
      const one = await client.getContact(id, call)
      if (one) found.set(id, one)
    }
    return ids.flatMap((id) => found.get(id) ?? [])
  }

  return {
    async readContacts(ids, call) {
      const readAt = now()
      const rows = await read([...new Set(ids)], call)
      const details = await toDetails(rows, call)
      return details.map((detail, at) => ({ detail, links: linksOf(rows[at]), readAt }))
    },

    births: {
      async mark(call) {
        const at = now() - clockSkewMs
        const [newest] = (await client.newestContacts(1, 1, call))?._embedded.contacts ?? []
        return { id: newest?.id ?? 0, at }
      },

      /** Ids ascend: from the newest down to the mark, by the one order that live accounts honour. */
      async *since(mark, call) {
        const me = await ownUser(call)
        let last = Number.MAX_SAFE_INTEGER
        for (let page = 1; page <= mostPages; page++) {
          const answer = await client.newestContacts(page, pageAmount, call)
          const rows = answer?._embedded.contacts ?? []
          // Rows move down a page when somebody is created meanwhile: some come twice, none is missed.
          const isOrdered = rows.every(({ id }, at) => at === 0 || id < (rows[at - 1]?.id ?? 0))
          if (!isOrdered) throw disordered()
          last = rows.at(-1)?.id ?? last
          const born = rows.filter(
            (row) =>
              row.id > mark.id && (me === null || row.created_by === me || row.created_by === 0),
          )
          if (born.length > 0) yield await toDetails(born, call)
          if (rows.length === 0 || last <= mark.id || !answer?._links?.next) return
        }
        throw new SourceError('invalid_response', `More than ${mostPages} pages of new contacts`)
      },
    },
  }
}

const disordered = () => new SourceError('invalid_response', 'The newest contacts came in no order')

function linksOf(row: AmoContact | undefined): ContactLinks {
  const ids = (list: { id: number }[] | null | undefined) => (list ?? []).map(({ id }) => id)
  const parts = row?._embedded
  return {
    leads: ids(parts?.leads),
    customers: ids(parts?.customers),
    companies: ids(parts?.companies),
    catalogElements: (parts?.catalog_elements ?? []).map((element) => ({
      id: element.id,
      catalog: element.metadata?.catalog_id ?? element.catalog_id ?? null,
      quantity: element.metadata?.quantity ?? element.quantity ?? null,
    })),
  }
}
