import { z } from 'zod'
import { looseFlag, looseId, looseInt, looseText, row, rowsOf } from '#contract/upstream/lenient.ts'

/** `[{ id, value }]`, or a map of texts by ID. */
const options = z
  .unknown()
  .transform((raw) =>
    typeof raw === 'object' && raw !== null && !Array.isArray(raw)
      ? Object.entries(raw).map(([id, option]: [string, unknown]) =>
          // The option's own ID takes precedence over the key, which may be only its position.
          typeof option === 'object' ? { id, ...option } : { id, value: option },
        )
      : raw,
  )
  .pipe(rowsOf(row({ id: looseId }, { value: looseText, code: looseText })))

/** Definition of a contact's custom field; `field_type` is a number of reference 4. */
export const legacyField = row(
  { id: looseId },
  {
    name: looseText,
    field_type: looseInt,
    sort: looseInt,
    code: looseText,
    is_system: looseFlag,
    enums: options,
  },
)
export type LegacyField = z.infer<typeof legacyField>

export const legacyUser = row(
  { id: looseId },
  {
    name: looseText,
    last_name: looseText,
    /** The user's e-mail. */
    login: looseText,
    is_active: looseFlag,
    group_id: looseInt,
  },
)
export type LegacyUser = z.infer<typeof legacyUser>

/** `GET /api/v2/account?with=custom_fields,users`; an answer without any data of the account is invalid. */
export const legacyAccount = row(
  {},
  {
    id: looseInt,
    currency: looseText,
    /** IANA name. */
    timezone: looseText,
    /** ID of the token's user. */
    current_user: looseInt,
    _embedded: row(
      {},
      { custom_fields: row({}, { contacts: rowsOf(legacyField) }), users: rowsOf(legacyUser) },
    ),
  },
).refine(
  ({ currency, timezone, current_user, _embedded }) =>
    [currency, timezone, current_user, _embedded].some((value) => value != null),
  'nothing of an account',
)
export type LegacyAccount = z.infer<typeof legacyAccount>
