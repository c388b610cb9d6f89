import { z } from 'zod'
import { looseId, looseInt } from '#contract/upstream/lenient.ts'

/** PHP encodes the same data as a list or as a map; both are read as a list. */
const listOrMap = <Item extends z.ZodType>(item: Item) =>
  z.union([
    z.array(item),
    z.record(z.string(), item).transform((map): z.output<Item>[] => Object.values(map)),
  ])

/** One value as written: a bare option id for multiple lists, an object for all other types. */
export type LegacyValueWrite =
  | string
  | { value: string | Record<string, unknown>; enum?: string; subtype?: string }

/** An item of `add` or `update`; omitted fields are not changed (seed 003). */
export type LegacyContactWrite = {
  id?: number
  /** Returned with the item. */
  request_id?: number
  /** Unix seconds; must be later than what is stored. Required by `update`. */
  updated_at?: number
  name?: string
  first_name?: string
  last_name?: string
  responsible_user_id?: number
  /** Replaces all tags; names separated by commas, or a list if a name contains a comma. */
  tags?: string | string[]
  /** An empty list clears the field. Parts of an address that are not sent are cleared. */
  custom_fields?: { id: number; values: LegacyValueWrite[] }[]
  /** Added to the existing links. */
  leads_id?: number[]
  /** IDs separated by commas. */
  customers_id?: string
  company_id?: number
  unlink?: { leads_id?: number[]; customers_id?: number[]; company_id?: number }
}

export type LegacyWriteBody = { add: LegacyContactWrite[] } | { update: LegacyContactWrite[] }

/** Objects with a `code` of reference 5, or texts by the ID of the contact. */
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
    // Positions in a list have no meaning; a map is keyed by the ID of the contact.
    Array.isArray(found)
      ? found.map((error) => ({ id: undefined, error }))
      : Object.entries(found).map(([id, error]) => ({ id: Number(id), error })),
  )
export type LegacyItemErrors = z.infer<typeof itemErrors>

/**
 * The status is 200 even if items were rejected: saved items are in `items`, rejected ones in
 * `errors`.
 */
export const legacyWriteAnswer = z.object({
  _embedded: z.object({
    items: listOrMap(
      z.object({
        id: looseId,
        request_id: looseInt.nullish(),
        /** Observed in milliseconds, documented in seconds. */
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

/** Status 400: the whole request is rejected (reference 2.3). */
export const legacyRejection = z.object({
  response: z.object({ error: z.string(), error_code: z.union([z.string(), z.int()]) }),
})
