import { z } from 'zod'
import { looseId, looseInt } from '#contract/upstream/lenient.ts'

/** PHP makes lists and maps of the same thing: read as a list, whichever it was. */
const listOrMap = <Item extends z.ZodType>(item: Item) =>
  z.union([
    z.array(item),
    z.record(z.string(), item).transform((map): z.output<Item>[] => Object.values(map)),
  ])

/** One value as written: a bare option id for multiple lists, an object for all other types. */
export type LegacyValueWrite =
  | string
  | { value: string | Record<string, unknown>; enum?: string; subtype?: string }

/** An item of `add` or `update`; a field that is not named stays as it is (seed 003). */
export type LegacyContactWrite = {
  id?: number
  /** Comes back with the item. */
  request_id?: number
  /** Unix seconds; must be later than what is stored. Required by `update`. */
  updated_at?: number
  name?: string
  first_name?: string
  last_name?: string
  responsible_user_id?: number
  /** Replaces all tags; names joined by commas, or a list where a name has a comma itself. */
  tags?: string | string[]
  /** An empty list clears. Parts of an address that are not sent are erased. */
  custom_fields?: { id: number; values: LegacyValueWrite[] }[]
  /** Added to the links there are. */
  leads_id?: number[]
  /** Ids joined by commas. */
  customers_id?: string
  company_id?: number
  unlink?: { leads_id?: number[]; customers_id?: number[]; company_id?: number }
}

export type LegacyWriteBody = { add: LegacyContactWrite[] } | { update: LegacyContactWrite[] }

/** Objects with a `code` of reference 5, or texts by the id of the contact. */
const itemError = z.union([
  z.string(),
  z.looseObject({
    id: looseInt.nullish(),
    request_id: looseInt.nullish(),
    code: looseInt.nullish(),
    error: z.string().nullish(),
  }),
])
const itemErrors = z
  .union([z.array(itemError), z.record(z.string(), itemError)])
  .transform((found) =>
    // A list says nothing by its places, a map is keyed by the id of the contact.
    Array.isArray(found)
      ? found.map((error) => ({ id: undefined, error }))
      : Object.entries(found).map(([id, error]) => ({ id: Number(id), error })),
  )
export type LegacyItemErrors = z.infer<typeof itemErrors>

/** Status 200 also where items were rejected: the good ones are in `items`, the others in `errors`. */
export const legacyWriteAnswer = z.object({
  _embedded: z.object({
    items: listOrMap(
      z.object({
        id: looseId,
        request_id: looseInt.nullish(),
        /** Captured in milliseconds, documented as seconds. */
        updated_at: looseInt.nullish(),
      }),
    ).nullish(),
    errors: z
      .union([
        z.object({ add: itemErrors.nullish(), update: itemErrors.nullish() }),
        z.tuple([]).transform(() => ({ add: undefined, update: undefined })),
      ])
      .nullish(),
  }),
})
export type LegacyWriteAnswer = z.infer<typeof legacyWriteAnswer>

/** Status 400: the whole request is refused (reference 2.3). */
export const legacyRejection = z.object({
  response: z.object({ error: z.string(), error_code: z.union([z.string(), z.int()]) }),
})
