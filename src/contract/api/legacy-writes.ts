import * as z from 'zod/mini'
import { contactPoint } from '#contract/model/value.ts'
import { writeItem } from '#contract/model/write-item.ts'
import { contactEdit, createItem, identity, link } from './writes.ts'

/**
 * Formats in which 0.1.0 wrote contacts and their changes: accepted in requests for one version,
 * and read from jobs stored by 0.1.0. New code writes `changes`.
 */
const name = z.string().check(z.trim(), z.maxLength(255))
const contactPoints = z.array(contactPoint).check(z.maxLength(100))
const items = z.array(writeItem).check(z.maxLength(250))
const tagNames = z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(255)))

const listEdit = <List extends z.ZodMiniType>(list: List) =>
  z.union([
    z.strictObject({ set: list }),
    z.strictObject({
      add: z.optional(list),
      remove: z.optional(z.array(z.string()).check(z.maxLength(100))),
    }),
  ])

const contactPointEdit = z.union([contactPoints, listEdit(contactPoints)])

const fieldEdit = z.union([
  z.strictObject({ id: z.int(), values: z.nullable(items.check(z.minLength(1))) }),
  z.strictObject({ id: z.int(), add: z.optional(items), remove: z.optional(items) }),
])
export type LegacyFieldEdit = z.infer<typeof fieldEdit>

const values = {
  name: z.optional(name),
  firstName: z.optional(name),
  lastName: z.optional(name),
  responsible: z.optional(z.int()),
  phones: z.optional(contactPointEdit),
  emails: z.optional(contactPointEdit),
  fields: z.optional(z.array(fieldEdit).check(z.maxLength(200))),
  tags: z.optional(listEdit(tagNames)),
}

/** A contact to create, or the patch of a job: omitted attributes are not changed. */
export const legacyPatch = z.strictObject(values)
export type LegacyPatch = z.infer<typeof legacyPatch>

export const legacyDraft = z.strictObject({ ...values, identity: z.optional(identity) })

/** The values of the changed attributes that the user saw, and the stored images of contacts. */
export const legacySnapshot = z.strictObject({
  name: z.optional(z.string()),
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
  responsible: z.optional(z.nullable(z.int())),
  phones: z.optional(z.array(contactPoint)),
  emails: z.optional(z.array(contactPoint)),
  tags: z.optional(z.array(z.string())),
  /** `content` in the formats of 0.1.0; null for a field that was empty. */
  fields: z.optional(z.array(z.strictObject({ id: z.int(), content: z.nullable(z.json()) }))),
})
export type LegacySnapshot = z.infer<typeof legacySnapshot>

const contactId = z.int().check(z.minimum(1))

/** An item of `PATCH …/contacts`; `seen` is the state on which the edit is based. */
export const legacyContactPatch = z.strictObject({
  ...values,
  id: contactId,
  identity: z.optional(identity),
  seen: z.optional(z.strictObject({ updatedAt: z.iso.datetime() })),
})
export type LegacyContactPatch = z.infer<typeof legacyContactPatch>

export const legacyEditRow = z.strictObject({
  id: contactId,
  patch: legacyPatch,
  before: z.optional(legacySnapshot),
})

const links = z.array(link).check(z.maxLength(100))

export const legacyLinkChange = z.strictObject({
  link: z.optional(links),
  unlink: z.optional(links),
  before: z.optional(z.strictObject({ company: z.nullable(z.int()) })),
})
export type LegacyLinkChange = z.infer<typeof legacyLinkChange>
export const legacyLinkRow = z.extend(legacyLinkChange, { id: contactId })

/** Body of `POST /api/sources/:source/contacts/:id/links`. */
export const linkRequest = z.strictObject({
  link: z._default(links, []),
  unlink: z._default(links, []),
})

const batch = <Item extends z.ZodMiniType>(item: Item) =>
  z.strictObject({ items: z.array(item).check(z.minLength(1), z.maxLength(250)) })

/** An item with `changes` has the current format, even if it is otherwise invalid. */
const former = { changes: z.optional(z.never()) }

/**
 * Body of `POST /api/sources/:source/contacts`: up to 250 items, each in the current format or that
 * of 0.1.0.
 */
export const createBody = batch(z.union([createItem, z.extend(legacyDraft, former)]))
/** Body of `PATCH /api/sources/:source/contacts`: items as in `createBody`. */
export const editBody = batch(z.union([contactEdit, z.extend(legacyContactPatch, former)]))
