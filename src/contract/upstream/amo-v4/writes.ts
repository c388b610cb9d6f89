import { z } from 'zod'
import { emptyable, looseId, looseInt } from '#contract/upstream/lenient.ts'

/** One value as written (reference 6.3); the server rejects the key `enum` of older samples. */
export type AmoValueWrite = {
  value?: unknown
  enum_id?: number
  enum_code?: string
}

/** An item of `POST` or `PATCH /api/v4/contacts`; omitted fields are not changed. */
export type AmoContactWrite = {
  id?: number
  name?: string
  first_name?: string
  last_name?: string
  responsible_user_id?: number
  /** Null clears the fields; a list replaces the values of its fields. */
  custom_fields_values?: {
    field_id?: number
    field_code?: string
    values: AmoValueWrite[] | null
  }[]
  /** Replaces all tags; takes precedence over the two keys below. */
  _embedded?: { tags: { name: string }[] }
  tags_to_add?: { name: string }[]
  tags_to_delete?: { name: string }[]
  /** Returned in the response and in each error. */
  request_id: string
}

export type AmoLink = {
  to_entity_id: number
  to_entity_type: 'leads' | 'customers' | 'companies' | 'catalog_elements'
  metadata: { catalog_id?: number; quantity?: number } | null
}

/** An item of `POST /api/v4/contacts/link` and `/unlink`, where each item names its contact. */
export type AmoContactLink = AmoLink & { entity_id: number }

/**
 * Response of both methods: POST returns `id` and `request_id`, PATCH also `name` and `updated_at`.
 */
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

/** `application/problem+json` of status 400 (reference 7.1): one group for each rejected item. */
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

/**
 * Response to a link request; the linked contact is known from the request. An empty response is
 * invalid.
 */
export const amoLinkAnswer = z.object({
  _embedded: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
})
