import * as z from 'zod/mini'

const linked = {
  id: z.int(),
  /** Null if the source does not reveal the entity: only the link is known. */
  name: z.nullable(z.string()),
  /** URL of the entity's page at the source; null if there is none. */
  url: z.nullable(z.string()),
}

export const linkedLead = z.object({
  ...linked,
  /** In whole units of the account's currency. */
  price: z.nullable(z.number()),
  pipeline: z.nullable(z.string()),
  /** `color` is a CSS hex color. */
  status: z.nullable(z.object({ name: z.string(), color: z.nullable(z.string()) })),
})
export type LinkedLead = z.infer<typeof linkedLead>

export const linkedCustomer = z.object({
  ...linked,
  nextPrice: z.nullable(z.number()),
  nextAt: z.nullable(z.iso.datetime()),
})
export type LinkedCustomer = z.infer<typeof linkedCustomer>

export const linkedElement = z.object({
  ...linked,
  catalog: z.nullable(z.string()),
  /** ID of the list that contains the element; required for unlinking. */
  catalogId: z.nullable(z.int()),
  /** May be fractional. */
  quantity: z.nullable(z.number()),
})
export type LinkedElement = z.infer<typeof linkedElement>

/** ISO 4217 code of the account's currency, in which prices are given; null if unknown. */
const currency = z.nullable(z.string())

export const linkedLeads = z.object({ items: z.array(linkedLead), currency })
export const linkedCustomers = z.object({ items: z.array(linkedCustomer), currency })
export const linkedElements = z.object({ items: z.array(linkedElement) })
