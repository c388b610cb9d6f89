import * as z from 'zod/mini'

export const fieldOption = z.object({
  id: z.int(),
  label: z.string(),
  code: z.nullable(z.string()),
})

/** A custom field of the account's contacts. `type` is the source's own word (`multitext`, …). */
export const fieldDefinition = z.object({
  id: z.int(),
  name: z.string(),
  code: z.nullable(z.string()),
  type: z.string(),
  options: z.array(fieldOption),
  /** ISO 4217, money fields only. */
  currency: z.nullable(z.string()),
  /** The account or the source leaves it to programs, or to nobody: shown, never offered to edit. */
  isReadOnly: z.boolean(),
})
export type FieldDefinition = z.infer<typeof fieldDefinition>

/** Answer of `GET /api/sources/:source/fields`, in the account's order. */
export const fieldList = z.object({ items: z.array(fieldDefinition) })

/** What a filled field holds, by the shape a reader needs to draw it. */
export const fieldContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), values: z.array(z.string()) }),
  z.object({ kind: z.literal('link'), values: z.array(z.string()) }),
  /** Decimal text, so that no digit is lost on the way. */
  z.object({ kind: z.literal('number'), value: z.string() }),
  z.object({ kind: z.literal('money'), value: z.string(), currency: z.nullable(z.string()) }),
  z.object({ kind: z.literal('checkbox'), value: z.boolean() }),
  /** A day of the account's calendar, `YYYY-MM-DD`. */
  z.object({ kind: z.literal('date'), value: z.iso.date() }),
  z.object({ kind: z.literal('dateTime'), value: z.iso.datetime() }),
  z.object({ kind: z.literal('options'), labels: z.array(z.string()) }),
  /** Phones, e-mails, messengers: several values, each of a kind (`WORK`, `SKYPE`, …). */
  z.object({
    kind: z.literal('multitext'),
    values: z.array(z.object({ value: z.string(), kind: z.nullable(z.string()) })),
  }),
  z.object({
    kind: z.literal('address'),
    parts: z.array(z.object({ part: z.string(), value: z.string() })),
  }),
  /** Requisites by the source's own keys (`name`, `vat_id`, …), text each. */
  z.object({
    kind: z.literal('legalEntity'),
    entities: z.array(z.array(z.object({ key: z.string(), value: z.string() }))),
  }),
  z.object({
    kind: z.literal('file'),
    files: z.array(z.object({ name: z.string(), bytes: z.nullable(z.int()) })),
  }),
  /** A type we do not know: its values as JSON text, shown and never written. */
  z.object({ kind: z.literal('unknown'), values: z.array(z.string()) }),
])
export type FieldContent = z.infer<typeof fieldContent>

export const contactField = z.object({
  id: z.int(),
  name: z.string(),
  code: z.nullable(z.string()),
  type: z.string(),
  content: fieldContent,
})
export type ContactField = z.infer<typeof contactField>

/** Phones and e-mails are fields at some sources; with us they stand beside the fields. */
export const isPhoneOrEmail = ({ code }: Pick<FieldDefinition, 'code'>): boolean =>
  code === 'PHONE' || code === 'EMAIL'
