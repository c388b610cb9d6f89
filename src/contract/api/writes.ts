import * as z from 'zod/mini'
import { change } from '#contract/model/change.ts'
import { snapshot } from '#contract/model/snapshot.ts'
import { linkTarget } from '#contract/model/value.ts'
import { rowResult } from './row-results.ts'
import { messenger } from './sources.ts'

const contactId = z.int().check(z.minimum(1))
const changes = z.array(change).check(z.maxLength(300))

/** Who somebody is in a messenger: what a chat bot knows its contacts by. */
export const identity = z.strictObject({
  bot: z.int(),
  messenger,
  /** telegram_id, viber_id or vk_id; whatsapp is known by its phone. */
  id: z.optional(z.string()),
  username: z.optional(z.string()),
})
export type Identity = z.infer<typeof identity>

/** A contact to create: what is not named stays empty. */
export const contactDraft = z.strictObject({ changes, identity: z.optional(identity) })
export type ContactDraft = z.infer<typeof contactDraft>

/**
 * Names one create: sent again with the same key within 15 days it is the same create and never makes a
 * second contact. One per item, made where the person pressed the button.
 */
export const createKey = z.string().check(z.minLength(8), z.maxLength(100))

/**
 * A change of one contact: only the named attributes are touched. `before` is what whoever changes them
 * saw of them: what others changed since is merged, or is a conflict; where it is left out nothing can
 * conflict.
 */
export const contactEdit = z.strictObject({
  id: contactId,
  changes,
  before: z.optional(snapshot),
  identity: z.optional(identity),
})
export type ContactEdit = z.infer<typeof contactEdit>

export const createItem = z.extend(contactDraft, { key: z.optional(createKey) })

/**
 * Answer of `POST` and `PATCH /api/sources/:source/contacts`: how each item fared, in the order of the
 * request. `job` is the journal of what was sent: it is read and undone like any job, and is in no list;
 * null where nothing was new.
 */
export const writeAnswer = z.object({
  results: z.array(rowResult),
  job: z.nullable(z.string()),
})

/** What to hang on a contact or take off it. A list element needs its list and may have a quantity. */
export const link = z.strictObject({
  target: linkTarget,
  id: contactId,
  catalog: z.optional(z.int()),
  quantity: z.optional(z.number().check(z.positive())),
})
export type Link = z.infer<typeof link>

/** Body of `PUT /api/sources/:source/contacts/:id/status`; the source says how long it may be. */
export const statusRequest = z.strictObject({ status: z.string().check(z.maxLength(255)) })

/** Body of `PUT /api/sources/:source/contacts/:id/variables/:name`. */
export const variableRequest = z.strictObject({
  value: z.string().check(z.maxLength(10_000)),
  isDeletable: z._default(z.boolean(), true),
})
