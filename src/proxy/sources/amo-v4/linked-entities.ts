import type { AmoPipeline } from '#contract/upstream/amo-v4/entities.ts'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { ttlCache } from '#proxy/sources/transport/ttl-cache.ts'
import type { SourceLinker } from '#proxy/sources/source.ts'
import type { AmoV4Client } from './client.ts'

const minute = 60_000

type Options = {
  client: AmoV4Client
  account: (call: Call) => Promise<{ currency: string | null }>
  webUrl: string | null
}

type Reads = Pick<SourceLinker, 'listLeads' | 'listCustomers' | 'listElements'>
/** The methods for reading linked entities, none of which is null. */
type LinkedReads = { [Name in keyof Reads]: NonNullable<Reads[Name]> }

/**
 * Linked entities of a contact with their names. The contact is read again for each request, so
 * that the list is current; the ID of an entity that cannot be read (trashed, or hidden by
 * permissions) is listed without a name.
 */
export function createLinkedReads({
  client,
  account,
  webUrl,
}: Options): LinkedReads & { forget: () => void } {
  const pipelines = ttlCache(5 * minute, client.listPipelines)
  const catalogs = ttlCache(5 * minute, client.listCatalogs)
  // The currency is optional: links are shown without it.
  const currency = async (call: Call) =>
    (await orFallback(() => account(call), { currency: null })).currency

  return {
    forget() {
      pipelines.forget()
      catalogs.forget()
    },

    async listLeads(contactId, call) {
      const contact = await client.getContact(contactId, call)
      if (!contact) return undefined
      const ids = (contact._embedded?.leads?.items ?? []).map((l) => l.id)
      const [found, statuses] = await Promise.all([
        client.leads(ids, call),
        orFallback(() => pipelines(call), []).then(byStatus),
      ])
      const items = ids.map((id) => {
        const lead = found.get(id)
        const status = lead && statuses.get(`${lead.pipeline_id}/${lead.status_id}`)
        return {
          id,
          name: lead?.name ?? null,
          price: lead?.price ?? null,
          pipeline: status?.pipeline ?? null,
          status: status ? { name: status.name, color: status.color } : null,
          url: webUrl && `${webUrl}/leads/detail/${id}`,
        }
      })
      return { items, currency: await currency(call) }
    },

    async listCustomers(contactId, call) {
      const contact = await client.getContact(contactId, call)
      if (!contact) return undefined
      const ids = (contact._embedded?.customers?.items ?? []).map((c) => c.id)
      const found = await client.customers(ids, call)
      const items = ids.map((id) => {
        const customer = found.get(id)
        return {
          id,
          name: customer?.name ?? null,
          nextPrice: customer?.next_price ?? null,
          nextAt: customer?.next_date ? toMomentOrNull(customer.next_date) : null,
          url: webUrl && `${webUrl}/customers/detail/${id}`,
        }
      })
      return { items, currency: await currency(call) }
    },

    async listElements(contactId, call) {
      const contact = await client.getContact(contactId, call)
      if (!contact) return undefined
      const links = (contact._embedded?.catalog_elements?.items ?? []).map((link) => ({
        id: link.id,
        catalogId: link.metadata?.catalog_id ?? link.catalog_id ?? null,
        quantity: link.metadata?.quantity ?? link.quantity ?? null,
      }))
      const lists = new Map((await orFallback(() => catalogs(call), [])).map((c) => [c.id, c.name]))
      const names = await elementNames(client, links, call)
      const items = links.map(({ id, catalogId, quantity }) => ({
        id,
        name: names.get(id) ?? null,
        catalog: (catalogId !== null && lists.get(catalogId)) || null,
        catalogId,
        quantity,
        url: webUrl && catalogId !== null ? `${webUrl}/catalogs/${catalogId}/detail/${id}` : null,
      }))
      return { items }
    },
  }
}

function byStatus(pipelines: AmoPipeline[]) {
  return new Map(
    pipelines.flatMap((pipeline) =>
      (pipeline._embedded?.statuses?.items ?? []).map((status) => [
        `${pipeline.id}/${status.id}`,
        {
          pipeline: pipeline.name ?? null,
          name: status.name || `#${status.id}`,
          color: status.color ?? null,
        },
      ]),
    ),
  )
}

/** One call per catalog of the elements. */
async function elementNames(
  client: AmoV4Client,
  links: { id: number; catalogId: number | null }[],
  call: Call,
): Promise<Map<number, string | null>> {
  const names = new Map<number, string | null>()
  const byCatalog = Map.groupBy(links, (link) => link.catalogId)
  for (const [catalogId, elements] of byCatalog) {
    if (catalogId === null) continue
    const found = await client.elements(
      catalogId,
      elements.map((e) => e.id),
      call,
    )
    for (const [id, element] of found) names.set(id, element.name ?? null)
  }
  return names
}
