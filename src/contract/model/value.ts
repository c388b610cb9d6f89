import * as z from 'zod/mini'

/**
 * An option as stored by the source. `id` is null if only the label is known, `code` if the option
 * has none. A value that was read is written back unchanged.
 */
export const option = z.object({
  id: z.nullable(z.int()),
  code: z.nullable(z.string()),
  label: z.string(),
})
export type Option = z.infer<typeof option>

/**
 * A phone, an e-mail or an account in a messenger: the text as stored by the source, with its kind
 * by code (`WORK`, `MOB`, `SKYPE`) and by ID, because kinds added by an account have no code.
 */
export const contactPoint = z.object({
  value: z.string(),
  kind: z.nullable(z.string()),
  kindId: z._default(z.nullable(z.int()), null),
})
export type ContactPoint = z.infer<typeof contactPoint>

/**
 * Which contact points of a contact are meant: phones are formatted and linked differently from
 * e-mails.
 */
export const contactPointRole = z.enum(['phones', 'emails'])
export type ContactPointRole = z.infer<typeof contactPointRole>

export const linkTarget = z.enum(['leads', 'customers', 'companies', 'catalogElements'])
export type LinkTarget = z.infer<typeof linkTarget>

export const linkItem = z.object({
  target: linkTarget,
  id: z.int(),
  catalog: z.nullable(z.int()),
  quantity: z.nullable(z.number()),
})

export type LinkItem = z.infer<typeof linkItem>

const named = { id: z.int(), name: z.nullable(z.string()) }
const texts = z.array(z.string())

/** One schema per kind of value; a filled attribute holds one of these, an empty one null. */
export const valueSchemas = {
  text: z.object({ kind: z.literal('text'), values: texts }),
  url: z.object({ kind: z.literal('url'), values: texts }),
  /** Decimal text that is never converted to a float: `4276380012345678999`, `12.50`. */
  number: z.object({ kind: z.literal('number'), value: z.string() }),
  /** `currency` is an ISO 4217 code; null if the account does not report it. */
  money: z.object({
    kind: z.literal('money'),
    value: z.string(),
    currency: z.nullable(z.string()),
  }),
  flag: z.object({ kind: z.literal('flag'), value: z.boolean() }),
  /** A day of the account's calendar, `YYYY-MM-DD`. */
  date: z.object({ kind: z.literal('date'), value: z.iso.date() }),
  /** A time in UTC, ISO 8601, in whole seconds. */
  dateTime: z.object({ kind: z.literal('dateTime'), value: z.iso.datetime() }),
  choice: z.object({ kind: z.literal('choice'), options: z.array(option) }),
  contactPoints: z.object({ kind: z.literal('contactPoints'), items: z.array(contactPoint) }),
  /** Parts by the source's names (`city`, `zip`, …). */
  address: z.object({
    kind: z.literal('address'),
    parts: z.array(z.object({ part: z.string(), value: z.string() })),
  }),
  /** Registration details of companies as texts, by the source's keys (`name`, `vat_id`, …). */
  companyDetails: z.object({
    kind: z.literal('companyDetails'),
    entities: z.array(z.array(z.object({ key: z.string(), value: z.string() }))),
  }),
  /** ID 0, which stands for the system or no user, is represented by null and not by a value. */
  user: z.object({ kind: z.literal('user'), ...named }),
  company: z.object({ kind: z.literal('company'), ...named }),
  tags: z.object({
    kind: z.literal('tags'),
    items: z.array(z.object({ id: z.nullable(z.int()), name: z.string() })),
  }),
  /** Entities linked to the contact; for a list element, `catalog` is its list. */
  links: z.object({
    kind: z.literal('links'),
    items: z.array(linkItem),
  }),
  files: z.object({
    kind: z.literal('files'),
    items: z.array(z.object({ name: z.string(), bytes: z.nullable(z.int()) })),
  }),
  /** A value of an unknown type, as JSON text: shown but never sent. */
  unknown: z.object({ kind: z.literal('unknown'), values: texts }),
}

export const valueKindName = z.keyof(z.object(valueSchemas))
export type ValueKindName = z.infer<typeof valueKindName>

const [first, ...others] = Object.values(valueSchemas)
// The list is defined above and is not empty.
export const value = z.discriminatedUnion('kind', [first!, ...others])
export type Value = z.infer<typeof value>
export type ValueOf<Kind extends ValueKindName> = Extract<Value, { kind: Kind }>

export const isOfKind = <Kind extends ValueKindName>(
  candidate: Value,
  kind: Kind,
): candidate is ValueOf<Kind> => candidate.kind === kind
