import * as z from 'zod/mini'

/** Response of `GET /api/sources/:source/account`. */
export const account = z.object({
  /**
   * IANA name of the account's time zone: its days begin in this zone, and times are shown and
   * entered in it. Null if the account has no time zone.
   */
  timeZone: z.nullable(z.string()),
})
export type Account = z.infer<typeof account>
