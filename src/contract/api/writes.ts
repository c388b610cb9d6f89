import * as z from 'zod/mini'
import { contactPoint } from './contacts.ts'
import { messenger } from './sources.ts'

/**
 * One value of a custom field as written. Text fields take `value`; options `option` (their id) or
 * `value` (their text); phones and the like `value` with `kind` (`WORK`, …); address parts `value`
 * with `kind` (`city`, …). Dates are `YYYY-MM-DD`, moments ISO 8601, numbers decimal text.
 */
export const fieldValue = z.strictObject({
  value: z.optional(
    z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.unknown())]),
  ),
  option: z.optional(z.int()),
  kind: z.optional(z.string()),
})
export type FieldValue = z.infer<typeof fieldValue>

/** All values of a field, which replace what it held; null clears it. */
export const fieldWrite = z.strictObject({
  id: z.int(),
  values: z.nullable(z.array(fieldValue).check(z.minLength(1), z.maxLength(250))),
})
export type FieldWrite = z.infer<typeof fieldWrite>

const tagName = z.string().check(z.trim(), z.minLength(1), z.maxLength(255))

/** `set` replaces all tags; `add` and `remove` leave the others alone. */
export const tagWrite = z.union([
  z.strictObject({ set: z.array(tagName) }),
  z.strictObject({ add: z.optional(z.array(tagName)), remove: z.optional(z.array(tagName)) }),
])
export type TagWrite = z.infer<typeof tagWrite>

const name = z.string().check(z.trim(), z.maxLength(255))
const contactPoints = z.array(contactPoint).check(z.maxLength(100))

/** The values of a contact as written whole. */
const values = {
  name: z.optional(name),
  firstName: z.optional(name),
  lastName: z.optional(name),
  responsible: z.optional(z.int()),
  /** All of them, which replace what is there; an empty list clears. Left out: left alone. */
  phones: z.optional(contactPoints),
  emails: z.optional(contactPoints),
  fields: z.optional(z.array(fieldWrite).check(z.maxLength(200))),
  tags: z.optional(tagWrite),
}

/** Who somebody is in a messenger: what a chat bot knows its contacts by. */
const identity = z.strictObject({
  bot: z.int(),
  messenger,
  /** telegram_id, viber_id or vk_id; whatsapp is known by its phone. */
  id: z.optional(z.string()),
  username: z.optional(z.string()),
})

/** A contact to create. What is left out stays empty. */
export const contactDraft = z.strictObject({ ...values, identity: z.optional(identity) })
export type ContactDraft = z.infer<typeof contactDraft>

/** A change of one contact: only what is named is touched. */
export const contactPatch = z.strictObject({
  ...values,
  id: z.int().check(z.minimum(1)),
  identity: z.optional(identity),
  /**
   * The state this change was made over. Where the contact has another one by now, the change is
   * refused with the code `stale` instead of being written; see `writes.checksSeen`.
   */
  seen: z.optional(z.strictObject({ updatedAt: z.iso.datetime() })),
})
export type ContactPatch = z.infer<typeof contactPatch>

/** How one contact of a write fared, in the order of the request. */
export const writeResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('created'), id: z.int() }),
  z.object({ status: z.literal('changed'), id: z.int(), updatedAt: z.nullable(z.iso.datetime()) }),
  /**
   * Not written; `field` is dotted in our words where we know it, else in the source's: `name`,
   * `phones.1` (the second phone sent), `fields.77` (all of field 77), `fields.77.0.name` (a part
   * of its first value). Code `stale`: somebody else has changed the contact.
   */
  z.object({
    status: z.literal('rejected'),
    reasons: z.array(
      z.object({ field: z.nullable(z.string()), code: z.string(), message: z.string() }),
    ),
  }),
  /** Good in itself, but not written because the source refused its whole batch. */
  z.object({ status: z.literal('skipped') }),
])
export type WriteResult = z.infer<typeof writeResult>

const batch = <Item extends z.ZodMiniType>(item: Item) =>
  z.strictObject({ items: z.array(item).check(z.minLength(1), z.maxLength(500)) })

/** Body of `POST /api/sources/:source/contacts`. */
export const createRequest = batch(contactDraft)
/** Body of `PATCH /api/sources/:source/contacts`. */
export const editRequest = batch(contactPatch)
export const writeAnswer = z.object({ results: z.array(writeResult) })

export const linkTarget = z.enum(['leads', 'customers', 'companies', 'catalogElements'])

/** What to hang on a contact or take off it. A list element needs its list and may have a quantity. */
export const link = z.strictObject({
  target: linkTarget,
  id: z.int().check(z.minimum(1)),
  catalog: z.optional(z.int()),
  quantity: z.optional(z.number().check(z.positive())),
})
export type Link = z.infer<typeof link>

/** Body of `POST /api/sources/:source/contacts/:id/links`. */
export const linkRequest = z.strictObject({
  link: z._default(z.array(link).check(z.maxLength(100)), []),
  unlink: z._default(z.array(link).check(z.maxLength(100)), []),
})

/** Body of `PUT /api/sources/:source/contacts/:id/status`; the source says how long it may be. */
export const statusRequest = z.strictObject({ status: z.string().check(z.maxLength(255)) })

/** Body of `PUT /api/sources/:source/contacts/:id/variables/:name`. */
export const variableRequest = z.strictObject({
  value: z.string().check(z.maxLength(10_000)),
  isDeletable: z._default(z.boolean(), true),
})
