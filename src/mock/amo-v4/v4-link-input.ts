import type { FastifyRequest } from 'fastify'
import type { Services } from '#mock/services.ts'
import { linkKinds, type LinkKind } from '#mock/store/link-table.ts'
import type { Store } from '#mock/mock-store.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import type { Issues } from './v4-item-issues.ts'

export type LinkItem = {
  contactId: number
  type: LinkKind | 'companies'
  toId: number
  catalogId: number | null
  quantity: number | null
  priceId: number | null
  isMain: boolean
}

export const linkTypes = ['companies', ...linkKinds] as const

/** Reads the items of link and unlink; the contact is in the path or in every item. */
export function readLinkItems(
  services: Services,
  request: FastifyRequest,
  contactId?: number,
): LinkItem[] {
  return readBatch(services, request, itemsOf(request.body), (item, issues) =>
    readLink(item, services.store, contactId, issues),
  )
}

function readLink(
  item: Record<string, unknown>,
  store: Store,
  given: number | undefined,
  issues: Issues,
): LinkItem | undefined {
  const contactId = given ?? integerOf(item['entity_id'])
  if (contactId === undefined) return void issues.report('FieldMissing', 'entity_id')
  if (!store.contact(contactId)) issues.report('NotSupportedChoice', 'entity_id')
  const toId = integerOf(item['to_entity_id'])
  if (toId === undefined) return void issues.report('FieldMissing', 'to_entity_id')
  const type = linkTypes.find((name) => name === item['to_entity_type'])
  if (item['to_entity_type'] === undefined)
    return void issues.report('FieldMissing', 'to_entity_type')
  if (!type) return void issues.report('NotSupportedChoice', 'to_entity_type')
  if (!linkTargetExists(store, type, toId)) issues.report('NotSupportedChoice', 'to_entity_id')
  const metadata = isRecord(item['metadata']) ? item['metadata'] : {}
  const catalogId = integerOf(metadata['catalog_id']) ?? null
  if (type === 'catalog_elements' && catalogId === null)
    issues.report('FieldMissing', 'metadata.catalog_id')
  const author = metadata['updated_by']
  const isAuthor = author === undefined || author === null || author === 0
  if (!isAuthor && !store.directory.user(integerOf(author) ?? -1)?.rights.is_active)
    issues.report('NotSupportedChoice', 'metadata.updated_by')
  const quantity = metadata['quantity']
  return {
    contactId,
    type,
    toId,
    catalogId,
    quantity: typeof quantity === 'number' ? quantity : type === 'catalog_elements' ? 1 : null,
    priceId: integerOf(metadata['price_id']) ?? null,
    isMain: metadata['is_main'] === true,
  }
}

export function linkTargetExists(store: Store, type: LinkItem['type'], id: number): boolean {
  const table = type === 'catalog_elements' ? store.elements : store[type]
  return table.has(id)
}
