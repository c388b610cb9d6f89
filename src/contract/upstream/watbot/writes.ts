import { z } from 'zod'
import { botContact } from './contacts.ts'

/** Body of `createOrUpdateContact` (seed 004); omitted values are not changed. */
export type BotContactWrite = {
  bot_id: number
  messenger: 'whatsapp' | 'telegram' | 'viber' | 'vk'
  name: string
  email?: string
  address?: string
  /** International format, with `+`. */
  phone?: string
  telegram_id?: number
  telegram_username?: string
  viber_id?: string
  /** Returned as `vk_user_id` on read. */
  vk_id?: number
  /** The documentation does not specify whether these replace or extend the existing tags. */
  tags?: string[]
}

export const botWriteAnswer = z.object({ data: botContact })

/**
 * Response to a write of tags or variables, which is not documented: all documented responses have
 * `data`, and others report success in a common way. An error page of JSON does neither.
 */
export const botDone = z.union([
  z.object({ data: z.unknown() }).refine((answer) => 'data' in answer),
  z.object({ success: z.literal([true, 1, '1', 'true']) }),
  z.object({ ok: z.literal(true) }),
  z.object({ status: z.literal(['ok', 'success']) }),
])

/** Status 422: error messages by the keys of the request. */
export const botRejection = z.object({
  message: z.string().nullish(),
  errors: z.record(z.string(), z.union([z.array(z.string()), z.string().transform((t) => [t])])),
})
