import type { SourceLinker } from '#proxy/sources/source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { LegacyClient } from './client.ts'
import { linkedIds } from './read-translation.ts'

type Options = {
  client: LegacyClient
  currency: (call: Call) => Promise<string | null>
  webUrl: string | null
}

/**
 * Linked entities of a contact: IDs only, because the available documentation of v2 describes no
 * way to read leads or customers.
 */
export function createLinkedReads({
  client,
  currency,
  webUrl,
}: Options): Pick<SourceLinker, 'listLeads' | 'listCustomers'> {
  return {
    async listLeads(contactId, call) {
      const contact = await client.getContact(contactId, call)
      if (!contact) return undefined
      const items = linkedIds(contact.leads).map((id) => ({
        id,
        name: null,
        price: null,
        pipeline: null,
        status: null,
        url: webUrl && `${webUrl}/leads/detail/${id}`,
      }))
      return { items, currency: await currency(call) }
    },

    async listCustomers(contactId, call) {
      const contact = await client.getContact(contactId, call)
      if (!contact) return undefined
      const items = linkedIds(contact.customers).map((id) => ({
        id,
        name: null,
        nextPrice: null,
        nextAt: null,
        url: webUrl && `${webUrl}/customers/detail/${id}`,
      }))
      return { items, currency: await currency(call) }
    },
  }
}
