import { z } from 'zod'

/** Ids and numbers of v2 come as numbers or as texts, by the age of what made them. */
export const legacyWhole = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
])

/** PHP makes lists and maps of the same thing: read as a list, whichever it was. */
export const listOrMap = <Item extends z.ZodType>(item: Item) =>
  z.union([
    z.array(item),
    z.record(z.string(), item).transform((map): z.output<Item>[] => Object.values(map)),
  ])

/** What is empty is `{}`, `[]`, null or not there at all. */
export const emptyThing = z
  .union([z.strictObject({}), z.tuple([])])
  .nullish()
  .transform(() => undefined)
