import { z } from 'zod'
import { legacyWhole, listOrMap } from './php.ts'

/** `[{ id, value }]`, or a map of texts by id. */
const options = z.union([
  z.array(z.object({ id: legacyWhole, value: z.coerce.string(), code: z.string().nullish() })),
  z
    .record(z.string(), z.union([z.string(), z.number(), z.object({ value: z.coerce.string() })]))
    .transform((map) =>
      Object.entries(map).map(([id, option]) => ({
        id: Number(id),
        value: typeof option === 'object' ? option.value : String(option),
        code: undefined,
      })),
    ),
])

/** A definition of a contact's custom field; `field_type` by the numbers of reference 4. */
export const legacyField = z.object({
  id: legacyWhole,
  name: z.string(),
  field_type: legacyWhole,
  sort: legacyWhole.nullish(),
  code: z.string().nullish(),
  is_system: z.coerce.boolean().nullish(),
  enums: options.nullish(),
})
export type LegacyField = z.infer<typeof legacyField>

export const legacyUser = z.object({
  id: legacyWhole,
  name: z.string(),
  last_name: z.string().nullish(),
  /** Their e-mail. */
  login: z.string().nullish(),
  is_active: z.boolean().nullish(),
})
export type LegacyUser = z.infer<typeof legacyUser>

/** `GET /api/v2/account?with=custom_fields,users`. */
export const legacyAccount = z.object({
  id: legacyWhole.nullish(),
  currency: z.string().nullish(),
  /** IANA name. */
  timezone: z.string().nullish(),
  /** Whose token it is. */
  current_user: legacyWhole.nullish(),
  _embedded: z
    .object({
      custom_fields: z.object({ contacts: listOrMap(legacyField).nullish() }).nullish(),
      users: listOrMap(legacyUser).nullish(),
    })
    .nullish(),
})
export type LegacyAccount = z.infer<typeof legacyAccount>
