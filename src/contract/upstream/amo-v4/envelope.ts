import { z } from 'zod'

/** Unix time in whole seconds, UTC: every amoCRM v4 timestamp. */
export const unixSeconds = z.int()

const link = z.object({ href: z.string() })

/** `next` is absent on the last page; `prev` and `first` appear from page 2. */
export const pageLinks = z.object({
  self: link.optional(),
  next: link.optional(),
  prev: link.optional(),
  first: link.optional(),
  last: link.optional(),
})

/** An entity named only by its id, as under `_embedded` of another entity. */
export const reference = z.object({ id: z.int() })

/**
 * The list envelope of v4: `{ _page, _links, _embedded: { [name]: [...] } }`.
 * Contacts never carry totals; "counted" lists (users, fields, pipelines) add `_total_items`.
 */
export const listOf = <Name extends string, Item extends z.ZodType>(name: Name, item: Item) =>
  z.object({
    _page: z.int().optional(),
    _total_items: z.int().optional(),
    _page_count: z.int().optional(),
    _links: pageLinks.optional(),
    _embedded: z.object({ [name]: z.array(item) } as Record<Name, z.ZodArray<Item>>),
  })
