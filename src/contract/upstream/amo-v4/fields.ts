import { z } from 'zod'
import { listOf } from './envelope.ts'

export const amoFieldEnum = z.object({
  id: z.int(),
  value: z.string(),
  sort: z.int().nullish(),
  code: z.string().nullish(),
})

/** A definition of `GET /api/v4/contacts/custom_fields` (reference 6.1). */
export const amoField = z.object({
  id: z.int(),
  name: z.string(),
  type: z.string(),
  code: z.string().nullish(),
  sort: z.int().nullish(),
  group_id: z.string().nullish(),
  is_api_only: z.boolean().nullish(),
  is_predefined: z.boolean().nullish(),
  currency: z.string().nullish(),
  enums: z.array(amoFieldEnum).nullish(),
})
export type AmoField = z.infer<typeof amoField>

export const amoFieldPage = listOf('custom_fields', amoField)
