import * as z from 'zod/mini'
import { legacySnapshot } from '#contract/api/legacy-writes.ts'
import { link, type Link } from '#contract/api/writes.ts'
import { snapshot, type Snapshot } from '#contract/model/snapshot.ts'
import { companyOf, snapshotOfLegacy } from '#proxy/jobs/orders/legacy-snapshot.ts'

const chatImage = z.strictObject({ chat: z.string(), contact: z.nullable(z.int()) })
/** The contact of a chat before or after; null if it had none. */
export type ChatImage = z.infer<typeof chatImage>

export const variableImage = z.strictObject({
  name: z.string(),
  value: z.nullable(z.string()),
  isDeletable: z.boolean(),
})
/** A variable of a bot contact; its value is null if it did not exist. */
export type VariableImage = z.infer<typeof variableImage>

/**
 * The previous or intended state of a row: its changed attributes, the contact of its chat, or its
 * variable.
 */
export type Image = { snapshot: Snapshot } | { chat: ChatImage } | { variable: VariableImage }

const image = z.union([
  z.strictObject({ snapshot }),
  z.strictObject({ chat: chatImage }),
  z.strictObject({ variable: variableImage }),
  // The formats of 0.1.0.
  z.strictObject({ contact: legacySnapshot }),
  z.strictObject({
    links: z.array(z.strictObject({ place: z.string(), link: z.nullable(link) })),
  }),
])

export function readImage(text: string | null | undefined): Image | undefined {
  if (text == null) return undefined
  const read = image.parse(JSON.parse(text))
  if ('contact' in read) return { snapshot: snapshotOfLegacy(read.contact) }
  if ('links' in read) return { snapshot: snapshotOfLinks(read.links) }
  return read
}

/** The snapshot in a row's image; undefined if there is none or the row concerns a chat. */
export function readSnapshot(text: string | null | undefined): Snapshot | undefined {
  const read = readImage(text)
  return read && 'snapshot' in read ? read.snapshot : undefined
}

export const snapshotText = (content: Snapshot): string => JSON.stringify({ snapshot: content })

export const variableText = (variable: VariableImage): string => JSON.stringify({ variable })

/** Merges two images; for attributes in both, the first one takes precedence. */
export const joinSnapshots = (first: Snapshot | undefined, second: Snapshot): Snapshot => ({
  ...second,
  ...first,
})

/** Converts links stored by place (the company or one entity) to a snapshot. */
function snapshotOfLinks(places: { place: string; link: Link | null }[]): Snapshot {
  const found: Snapshot = {}
  for (const { place, link: held } of places) {
    const [target] = place.split('.')
    if (target === 'companies') {
      found.company = companyOf(held?.id ?? null)
      continue
    }
    if (target !== 'leads' && target !== 'customers' && target !== 'catalogElements') continue
    const known = found[target]
    const items = known?.kind === 'links' ? known.items : []
    const { id, catalog = null, quantity = null } = held ?? {}
    if (id !== undefined)
      found[target] = { kind: 'links', items: [...items, { target, id, catalog, quantity }] }
    else found[target] ??= null
  }
  return found
}
