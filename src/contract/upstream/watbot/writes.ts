import { z } from 'zod'
import { botContact } from './contacts.ts'

/** Body of `createOrUpdateContact` (seed 004); what is not sent stays as it is. */
export type BotContactWrite = {
  bot_id: number
  messenger: 'whatsapp' | 'telegram' | 'viber' | 'vk'
  name: string
  email?: string
  address?: string
  /** International, with `+`. */
  phone?: string
  telegram_id?: number
  telegram_username?: string
  viber_id?: string
  /** Read back as `vk_user_id`. */
  vk_id?: number
  /** Whether these replace or join those there are is not documented. */
  tags?: string[]
}

export const botWriteAnswer = z.object({ data: botContact })

/** Status 422: complaints by the keys of the request. */
export const botRejection = z.object({
  message: z.string().nullish(),
  errors: z.record(z.string(), z.union([z.array(z.string()), z.string().transform((t) => [t])])),
})
