import type { ContactText } from '#mock/store/contact.ts'
import type { Link } from '#mock/store/link-table.ts'
import type { Store } from '#mock/mock-store.ts'

/** Contacts as JSON bytes: the stored body with `_links` and `_embedded` appended. */
export function contactResponses(
  store: Store,
  rows: ContactText[],
  names: Set<string>,
  base: string,
) {
  const ids = rows.map(({ id }) => id)
  const linked = (kind: 'leads' | 'customers' | 'catalog_elements') =>
    names.has(kind) ? store.links.ofContacts(ids, kind) : undefined
  const leads = linked('leads')
  const customers = linked('customers')
  const elements = linked('catalog_elements')
  const href = (kind: string, id: number) => `{"self":{"href":"${base}/api/v4/${kind}/${id}"}}`
  const reference = (kind: string, id: number) => `{"id":${id},"_links":${href(kind, id)}}`

  return rows.map(({ id, body, tags, company_id }) => {
    const parts = [`"tags":${tags}`]
    if (leads)
      parts.push(
        `"leads":[${(leads.get(id) ?? []).map((l) => reference('leads', l.to_id)).join()}]`,
      )
    if (customers)
      parts.push(
        `"customers":[${(customers.get(id) ?? []).map((l) => reference('customers', l.to_id)).join()}]`,
      )
    if (elements)
      parts.push(`"catalog_elements":[${(elements.get(id) ?? []).map(elementJson).join()}]`)
    if (names.has('social_profiles'))
      parts.push(`"social_profiles":${JSON.stringify(store.chats.profiles(id))}`)
    parts.push(`"companies":[${company_id === null ? '' : reference('companies', company_id)}]`)
    const rest = `,"_links":${href('contacts', id)},"_embedded":{${parts.join()}}}`
    return Buffer.concat([body.subarray(0, -1), Buffer.from(rest)])
  })
}

/** Live responses have these keys in `metadata`, the documents list them beside it: both are sent. */
function elementJson({ to_id, quantity, catalog_id, price_id }: Link) {
  const metadata = { quantity: quantity ?? 1, catalog_id, price_id }
  return JSON.stringify({ id: to_id, metadata, ...metadata })
}
