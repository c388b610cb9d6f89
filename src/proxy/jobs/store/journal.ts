import * as z from 'zod/mini'
import { contactSnapshot, type ContactSnapshot } from '#contract/api/job-rows.ts'
import { link } from '#contract/api/writes.ts'
import type { LinkImage } from '#proxy/jobs/plan/link-plan.ts'

const linkImage = z.object({ place: z.string(), link: z.nullable(link) })

const chatImage = z.strictObject({ chat: z.string(), contact: z.nullable(z.int()) })
/** The contact of a chat before or after; null where it has none. */
export type ChatImage = z.infer<typeof chatImage>

const image = z.union([
  z.strictObject({ contact: contactSnapshot }),
  z.strictObject({ links: z.array(linkImage) }),
  z.strictObject({ chat: chatImage }),
])
/** The touched values of a row before or after. */
export type Image = { contact: ContactSnapshot } | { links: LinkImage[] } | { chat: ChatImage }

export const readImage = (text: string | null | undefined): Image | undefined =>
  text == null ? undefined : image.parse(JSON.parse(text))

/** Merges two images; where both have a value, the first one wins. */
export function joinImages(first: Image | undefined, second: Image): Image {
  if (first === undefined) return second
  if ('links' in first && 'links' in second) {
    const places = new Set(first.links.map(({ place }) => place))
    return { links: [...first.links, ...second.links.filter(({ place }) => !places.has(place))] }
  }
  if (!('contact' in first) || !('contact' in second)) return second
  const { fields, ...values } = second.contact
  const ids = new Set((first.contact.fields ?? []).map(({ id }) => id))
  const joined = [
    ...(first.contact.fields ?? []),
    ...(fields ?? []).filter(({ id }) => !ids.has(id)),
  ]
  return { contact: { ...values, ...first.contact, ...(joined.length > 0 && { fields: joined }) } }
}

/** The keys of the values in an image, dotted. */
export function fieldsIn(known: Image): string[] {
  if ('chat' in known) return ['chat']
  if ('links' in known) return known.links.map(({ place }) => `links.${place}`)
  const { fields, ...values } = known.contact
  return [...Object.keys(values), ...(fields ?? []).map(({ id }) => `fields.${id}`)]
}
