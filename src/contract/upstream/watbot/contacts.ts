import { z } from 'zod'
import {
  isEmpty,
  looseFlag,
  looseId,
  looseInt,
  looseText,
  mark,
  row,
  rowsOf,
  under,
  unreadableIn,
  type Rows,
} from '#contract/upstream/lenient.ts'

/**
 * Parsed into milliseconds: ISO 8601, or a PHP date without a time zone, which is UTC at WatBot.
 */
const moment = z.string().transform((text, context) => {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text) ?? []
  const isWhole = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/.test(text)
  const at = day ? Date.parse(`${day}T${time}Z`) : isWhole ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(at)) return at
  context.addIssue({ code: 'custom', message: 'not a valid time' })
  return z.NEVER
})

const tag = z.union([looseText, row({ name: looseText }, {}).transform(({ name }) => name)])

const known = row(
  { id: looseId },
  {
    bot_id: looseInt,
    name: looseText,
    /** Digits; any length. */
    phone: looseText,
    email: looseText,
    address: looseText,
    /** Any text, because messengers may be added. */
    messenger: looseText,
    /** IDs of messengers: texts in the list, whole numbers on write (seed 004). */
    telegram_id: looseText,
    telegram_username: looseText,
    viber_id: looseText,
    vk_user_id: looseText,
    /** An object, or any of PHP's representations of an empty value. */
    utm: z.record(z.string(), z.unknown()),
    /** In contrast to the Unix seconds of the filter. */
    created_at: moment,
    /** Only in responses to writes. */
    tags: rowsOf(tag),
    unsubscribed_at: moment,
  },
)

/** A contact as returned by the list and by writes (seed 004); the list has fewer keys. */
export const botContact = z.unknown().transform((raw, context) => {
  const read = known.safeParse(raw)
  const all = z.record(z.string(), z.unknown()).safeParse(raw)
  if (!read.success || !all.success) {
    context.addIssue({ code: 'custom', message: 'no contact' })
    return z.NEVER
  }
  // A new messenger uses an ID key of its own.
  return mark({ ...read.data, all: all.data }, unreadableIn(read.data))
})
export type BotContact = z.infer<typeof botContact>

/** Null if a value is missing or cannot be read. */
export type BotContactPage = Rows<BotContact> & { lastPage: number; total: number | null }

const envelope = z.object({
  data: rowsOf(botContact),
  meta: z.object({ last_page: looseInt, total: looseInt.nullish().catch(null) }),
})

/** `links` are ignored, because they lack the filters and use http. */
export const botContactPage = z.unknown().transform((raw, context): BotContactPage => {
  if (isEmpty(raw)) return { items: [], dropped: [], lastPage: 1, total: 0 }
  const read = envelope.safeParse(raw)
  if (!read.success) {
    context.addIssue({ code: 'custom', message: 'a list of contacts is expected' })
    return z.NEVER
  }
  const { data, meta } = read.data
  const page = {
    items: data.items,
    dropped: under('data', data.dropped),
    lastPage: meta.last_page,
    total: meta.total ?? null,
  }
  return mark(page, under('data', unreadableIn(data)))
})

/** The list under `data`; anything else does not prove that there are no entries. */
function listIn<Schema extends z.ZodType>(schema: Schema) {
  const list = z.object({ data: rowsOf(schema) }).transform(({ data }) => data)
  const nothing = z
    .unknown()
    .refine(isEmpty)
    .transform((): Rows<z.output<Schema>> => ({ items: [], dropped: [] }))
  return z.union([list, nothing])
}

/** `getContactTags`: not shown in the documents; names, or objects with a name. */
export const botTags = listIn(tag)

/** `getContactVariables` (reference 5); the name is under one of two keys. */
export const botVariables = listIn(
  row(
    {},
    {
      name: looseText,
      variable: row({}, { name: looseText }),
      value: z.unknown(),
      deletable: looseFlag,
    },
  ),
)
export type BotVariable = z.infer<typeof botVariables>['items'][number]
