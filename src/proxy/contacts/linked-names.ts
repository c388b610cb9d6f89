import type { LinkedCustomer, LinkedLead } from '#contract/api/linked.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

type Linked<Item> = { items: Item[]; currency: string | null }
type List<Item> = ((contactId: number, call: Call) => Promise<Linked<Item> | undefined>) | null

type Options<Item> = {
  sources: Source[]
  source: Source
  contactId: number
  linked: Linked<Item>
  /** What a source with names lists. */
  listOf: (source: Source) => List<Item>
  call: Call
}

/**
 * Leads or customers of a source that tells their IDs only, with the names that another source of the
 * same account knows: contacts have the same IDs there. What it does not know, or hides, has none.
 */
export async function withLinkedNames<Item extends LinkedLead | LinkedCustomer>(
  options: Options<Item>,
): Promise<Linked<Item>> {
  const { source, contactId, linked, listOf, call } = options
  if (source.linker?.hasNames !== false || linked.items.length === 0) return linked
  const other = await orFallback(() => sourceWithNames(options), undefined)
  const list = other && listOf(other)
  const named = list ? await orFallback(() => list(contactId, call), undefined) : undefined
  if (!named) return linked
  const known = new Map(named.items.map((item) => [item.id, item]))
  const items = linked.items.map((item) => {
    const more = known.get(item.id)
    return more ? { ...more, url: item.url ?? more.url } : item
  })
  return { items, currency: named.currency ?? linked.currency }
}

async function sourceWithNames<Item>({
  sources,
  source,
  call,
}: Options<Item>): Promise<Source | undefined> {
  const account = (await source.feed?.identify(call))?.account ?? null
  if (account === null) return undefined
  for (const other of sources) {
    if (other.linker?.hasNames !== true) continue
    const owner = await orFallback(async () => other.feed?.identify(call), undefined)
    if (owner?.account === account) return other
  }
  return undefined
}
