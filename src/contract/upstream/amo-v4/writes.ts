import { z } from 'zod'
import { emptyable, looseId, looseInt } from '#contract/upstream/lenient.ts'

/** One value as written (reference 6.3): the key `enum` of older samples is refused by the server. */
export type AmoValueWrite = {
  value?: unknown
  enum_id?: number
  enum_code?: string
}

/** An item of `POST` or `PATCH /api/v4/contacts`; a field that is not named stays as it is. */
export type AmoContactWrite = {
  id?: number
  name?: string
  first_name?: string
  last_name?: string
  responsible_user_id?: number
  /** Null clears; a list replaces what was there. */
  custom_fields_values?: {
    field_id?: number
    field_code?: string
    values: AmoValueWrite[] | null
  }[]
  /** Replaces all tags; wins over the two below. */
  _embedded?: { tags: { name: string }[] }
  tags_to_add?: { name: string }[]
  tags_to_delete?: { name: string }[]
  /** Comes back with the answer and with each error. */
  request_id: string
}

export type AmoLink = {
  to_entity_id: number
  to_entity_type: 'leads' | 'customers' | 'companies' | 'catalog_elements'
  metadata: { catalog_id?: number; quantity?: number } | null
}

/** An item of `POST /api/v4/contacts/link` and `/unlink`, which name the contact themselves. */
export type AmoContactLink = AmoLink & { entity_id: number }

/** The answer of both: POST sends `id` and `request_id`, PATCH `name` and `updated_at` besides. */
export const amoWriteAnswer = z.object({
  _embedded: z.object({
    contacts: z.array(
      z.object({
        id: looseId,
        request_id: z.union([z.string(), z.int()]).nullish(),
        updated_at: emptyable(looseInt).catch(null),
      }),
    ),
  }),
})

export type AmoWriteAnswer = z.infer<typeof amoWriteAnswer>

/** `application/problem+json` of status 400 (reference 7.1): one group for each bad item. */
export const amoRejection = z.looseObject({
  detail: z.string().nullish(),
  'validation-errors': z.array(
    z.object({
      request_id: z.union([z.string(), z.int()]),
      errors: z.array(
        z.object({ code: z.string(), path: z.string().nullish(), detail: z.string().nullish() }),
      ),
    }),
  ),
})

/** The answer to links: what they were linked to is told by the request. Nothing at all is no answer. */
export const amoLinkAnswer = z.object({
  _embedded: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
})
