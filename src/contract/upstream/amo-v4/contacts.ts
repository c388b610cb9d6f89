import { z } from 'zod'
import { listOf, reference, unixSeconds } from './envelope.ts'

/**
 * One value of a custom field. `value` depends on the field's type (seed 000, reference 6.3);
 * older answers name the option `enum`, newer ones `enum_code`: a reader accepts both.
 */
export const amoFieldValue = z.looseObject({
  value: z.unknown().optional(),
  enum_id: z.int().nullish(),
  enum_code: z.string().nullish(),
  enum: z.union([z.string(), z.int()]).nullish(),
})

export const amoFieldValues = z.object({
  field_id: z.int(),
  field_name: z.string(),
  field_code: z.string().nullish(),
  field_type: z.string(),
  values: z.array(amoFieldValue),
})

export const amoTag = z.object({
  id: z.int(),
  name: z.string(),
  color: z.string().nullish(),
})

/** `metadata` is where live answers keep these; the tables of the documents print them beside it. */
const linkedElement = z.object({
  id: z.int(),
  metadata: z
    .object({
      quantity: z.number().nullish(),
      catalog_id: z.int().nullish(),
      price_id: z.int().nullish(),
    })
    .nullish(),
  quantity: z.number().nullish(),
  catalog_id: z.int().nullish(),
  price_id: z.int().nullish(),
})

/** The contact model of `GET /api/v4/contacts` (seeds 000, 001, 002). */
export const amoContact = z.object({
  id: z.int(),
  name: z.string().nullable(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  responsible_user_id: z.int(),
  group_id: z.int().nullish(),
  created_by: z.int(),
  updated_by: z.int(),
  created_at: unixSeconds,
  updated_at: unixSeconds,
  is_deleted: z.boolean().optional(),
  is_unsorted: z.boolean().optional(),
  closest_task_at: unixSeconds.nullish(),
  custom_fields_values: z.array(amoFieldValues).nullish(),
  account_id: z.int(),
  _embedded: z
    .object({
      tags: z.array(amoTag).nullish(),
      companies: z.array(reference).nullish(),
      leads: z.array(reference).nullish(),
      customers: z.array(reference).nullish(),
      catalog_elements: z.array(linkedElement).nullish(),
    })
    .optional(),
})
export type AmoContact = z.infer<typeof amoContact>

export const amoContactPage = listOf('contacts', amoContact)
