import * as z from 'zod/mini'

const linked = {
  id: z.int(),
  /** Null where the source keeps the entity itself from us: the link is known, the name is not. */
  name: z.nullable(z.string()),
  /** The entity's own page at the source; null where there is none to open. */
  url: z.nullable(z.string()),
}

export const linkedLead = z.object({
  ...linked,
  /** Whole units of the account's currency. */
  price: z.nullable(z.number()),
  pipeline: z.nullable(z.string()),
  /** `color` is a CSS hex colour. */
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
  /** The list it stands in, without which it cannot be unlinked. */
  catalogId: z.nullable(z.int()),
  /** May be fractional. */
  quantity: z.nullable(z.number()),
})
export type LinkedElement = z.infer<typeof linkedElement>

/** ISO 4217 code of the account, for the prices above; null where unknown. */
const currency = z.nullable(z.string())

export const linkedLeads = z.object({ items: z.array(linkedLead), currency })
export const linkedCustomers = z.object({ items: z.array(linkedCustomer), currency })
export const linkedElements = z.object({ items: z.array(linkedElement) })
