import type { FastifyRequest } from 'fastify'
import type { Services } from '#mock/mock-app.ts'
import { linkKinds, type LinkKind } from '#mock/store/link-table.ts'
import type { Store } from '#mock/mock-store.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { isRecord, wholeOf, type Problems } from './v4-item-issues.ts'

export type LinkItem = {
  contactId: number
  type: LinkKind | 'companies'
  toId: number
  catalogId: number | null
  quantity: number | null
  priceId: number | null
  isMain: boolean
}

const types = ['companies', ...linkKinds] as const

/** The items of link and unlink; the contact is in the path, or in every item. */
export function readLinkItems(
  services: Services,
  request: FastifyRequest,
  contactId?: number,
): LinkItem[] {
  return readBatch(services, request, itemsOf(request.body), (item, problems) =>
    readLink(item, services.store, contactId, problems),
  )
}

function readLink(
  item: Record<string, unknown>,
  store: Store,
  given: number | undefined,
  problems: Problems,
): LinkItem | undefined {
  const contactId = given ?? wholeOf(item['entity_id'])
  if (contactId === undefined) return void problems.refuse('FieldMissing', 'entity_id')
  if (!store.contact(contactId)) problems.refuse('NotSupportedChoice', 'entity_id')
  const toId = wholeOf(item['to_entity_id'])
  if (toId === undefined) return void problems.refuse('FieldMissing', 'to_entity_id')
  const type = types.find((name) => name === item['to_entity_type'])
  if (item['to_entity_type'] === undefined)
    return void problems.refuse('FieldMissing', 'to_entity_type')
  if (!type) return void problems.refuse('NotSupportedChoice', 'to_entity_type')
  if (!exists(store, type, toId)) problems.refuse('NotSupportedChoice', 'to_entity_id')
  const metadata = isRecord(item['metadata']) ? item['metadata'] : {}
  const catalogId = wholeOf(metadata['catalog_id']) ?? null
  if (type === 'catalog_elements' && catalogId === null)
    problems.refuse('FieldMissing', 'metadata.catalog_id')
  const author = metadata['updated_by']
  const isAuthor = author === undefined || author === null || author === 0
  if (!isAuthor && !store.directory.user(wholeOf(author) ?? -1)?.rights.is_active)
    problems.refuse('NotSupportedChoice', 'metadata.updated_by')
  const quantity = metadata['quantity']
  return {
    contactId,
    type,
    toId,
    catalogId,
    quantity: typeof quantity === 'number' ? quantity : type === 'catalog_elements' ? 1 : null,
    priceId: wholeOf(metadata['price_id']) ?? null,
    isMain: metadata['is_main'] === true,
  }
}

function exists(store: Store, type: LinkItem['type'], id: number): boolean {
  const table = type === 'catalog_elements' ? store.elements : store[type]
  return table.has(id)
}
