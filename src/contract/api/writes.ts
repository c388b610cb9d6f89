import * as z from 'zod/mini'
import { change, requestedChange } from '#contract/model/change.ts'
import { snapshot } from '#contract/model/snapshot.ts'
import { linkTarget } from '#contract/model/value.ts'
import { rowResult } from './row-results.ts'
import { messenger } from './sources.ts'

const contactId = z.int().check(z.minimum(1))
const changes = z.array(change).check(z.maxLength(300))

/** Identity in a messenger, by which a chat bot identifies its contacts. */
export const identity = z.strictObject({
  bot: z.int(),
  messenger,
  /** telegram_id, viber_id or vk_id; WhatsApp identifies contacts by phone. */
  id: z.optional(z.string()),
  username: z.optional(z.string()),
})
export type Identity = z.infer<typeof identity>

/** A contact to create; attributes that are not named remain empty. */
export const contactDraft = z.strictObject({ changes, identity: z.optional(identity) })
export type ContactDraft = z.infer<typeof contactDraft>

/**
 * Idempotency key of one create: if it is sent again within 15 days, no second contact is created.
 * One per item, generated when the user submits the form.
 */
export const createKey = z.string().check(z.minLength(8), z.maxLength(100))

/**
 * A change of one contact: only the named attributes are changed. `before` contains their values as
 * the user saw them: changes made by others since then are merged or reported as a conflict.
 * Without `before` there are no conflicts.
 */
export const contactEdit = z.strictObject({
  id: contactId,
  changes: z.array(requestedChange).check(z.maxLength(300)),
  before: z.optional(snapshot),
  identity: z.optional(identity),
})
export type ContactEdit = z.infer<typeof contactEdit>

export const createItem = z.extend(contactDraft, { key: z.optional(createKey) })

/**
 * Response of `POST` and `PATCH /api/sources/:source/contacts`: the result of each item, in the
 * order of the request. `job` is the ID of the journal of what was sent; it can be read and undone
 * like any job but is not listed. Null if nothing new was sent.
 */
export const writeAnswer = z.object({
  results: z.array(rowResult),
  job: z.nullable(z.string()),
})

/**
 * An entity to link to or unlink from a contact. A list element requires its list and may have a
 * quantity.
 */
export const link = z.strictObject({
  target: linkTarget,
  id: contactId,
  catalog: z.optional(z.int()),
  quantity: z.optional(z.number().check(z.positive())),
})
export type Link = z.infer<typeof link>

/**
 * Body of `PUT /api/sources/:source/contacts/:id/status`; the source's capabilities define the
 * maximum length.
 */
export const statusRequest = z.strictObject({ status: z.string().check(z.maxLength(255)) })

/** Body of `PUT /api/sources/:source/contacts/:id/variables/:name`. */
export const variableRequest = z.strictObject({
  value: z.string().check(z.maxLength(10_000)),
  isDeletable: z._default(z.boolean(), true),
})
