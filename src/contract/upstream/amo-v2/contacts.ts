import { z } from 'zod'
import { emptyThing, legacyWhole, listOrMap } from './php.ts'

/** `enum` and `subtype` are texts on read (seed 003); ids of options and 1–6 for address parts. */
export const legacyValue = z.looseObject({
  value: z.unknown().optional(),
  enum: z.union([z.string(), z.int().transform(String)]).nullish(),
  subtype: z.union([z.string(), z.int().transform(String)]).nullish(),
})
export type LegacyValue = z.infer<typeof legacyValue>

export const legacyFieldValues = z.object({
  id: legacyWhole,
  name: z.string().nullish(),
  /** Later edition only. */
  code: z.string().nullish(),
  values: listOrMap(legacyValue),
})
export type LegacyFieldValues = z.infer<typeof legacyFieldValues>

const company = z.union([emptyThing, z.object({ id: legacyWhole, name: z.string().nullish() })])

/** `{ id: [5, 6] }`; one id may stand alone. */
const tied = z
  .union([emptyThing, z.object({ id: z.union([listOrMap(legacyWhole), legacyWhole]) })])
  .transform((found) => (found === undefined ? [] : [found.id].flat()))

/** The contact model of `GET /api/v2/contacts` (seed 003); moments in Unix seconds. */
export const legacyContact = z.object({
  id: legacyWhole,
  name: z.string().nullish(),
  /** Later edition only, as the last name. */
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  responsible_user_id: legacyWhole.nullish(),
  created_by: legacyWhole.nullish(),
  updated_by: legacyWhole.nullish(),
  created_at: legacyWhole,
  updated_at: legacyWhole,
  company,
  leads: tied,
  customers: tied,
  /** 0 or absent without tasks. */
  closest_task_at: legacyWhole.nullish(),
  tags: listOrMap(z.object({ id: legacyWhole.nullish(), name: z.string() })).nullish(),
  custom_fields: listOrMap(legacyFieldValues).nullish(),
})
export type LegacyContact = z.infer<typeof legacyContact>

/** No totals and no links to other pages. */
export const legacyContactPage = z.object({
  _embedded: z.object({ items: listOrMap(legacyContact) }),
})
