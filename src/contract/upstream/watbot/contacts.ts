import { z } from 'zod'

const text = z.string().nullish()
/** Ids of messengers: texts in the list, whole numbers on write (seed 004). */
const outerId = z.union([z.string(), z.number().transform(String)]).nullish()

/** A contact as the list and the write answer show it (seed 004); the list has less keys. */
export const botContact = z.looseObject({
  id: z.int(),
  bot_id: z.int(),
  name: text,
  /** Digits; any length. */
  phone: outerId,
  email: text,
  address: text,
  /** Of a growing list: any text must be read. */
  messenger: z.string(),
  telegram_id: outerId,
  telegram_username: text,
  viber_id: outerId,
  vk_user_id: outerId,
  /** An object, null, or `[]` for nothing. */
  utm: z
    .union([z.array(z.unknown()).transform(() => ({})), z.record(z.string(), z.unknown())])
    .nullish(),
  /** ISO 8601 with an offset, unlike the Unix seconds of the filter. */
  created_at: z.iso.datetime({ offset: true }),
  /** Write answer only. */
  tags: z.array(z.string()).nullish(),
})
export type BotContact = z.infer<typeof botContact>

/** `links` are left aside: they forget the filters and speak http. */
export const botContactPage = z.object({
  data: z.array(botContact),
  meta: z.object({ current_page: z.int(), last_page: z.int(), total: z.int() }),
})
export type BotContactPage = z.infer<typeof botContactPage>

/** `getContactTags`: the documents do not show it; names, or objects with a name. */
export const botTags = z.object({
  data: z.array(z.union([z.string(), z.object({ name: z.string() }).transform((t) => t.name)])),
})

/** `getContactVariables` (reference 5); the name stands in one place, or in the other. */
export const botVariables = z.object({
  data: z.array(
    z.object({
      name: text,
      variable: z.object({ name: text }).nullish(),
      value: z.union([z.string(), z.number().transform(String)]).nullish(),
      deletable: z
        .union([z.boolean(), z.coerce.number().transform((flag) => flag !== 0)])
        .nullish(),
    }),
  ),
})
export type BotVariable = z.infer<typeof botVariables>['data'][number]
