import type { z } from 'zod'
import { looseFlag, looseId, looseText, row, rowsOf } from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'

export const amoFieldEnum = row({ id: looseId }, { value: looseText, code: looseText })

/** A definition of `GET /api/v4/contacts/custom_fields` (reference 6.1). */
export const amoField = row(
  { id: looseId },
  {
    name: looseText,
    type: looseText,
    code: looseText,
    is_api_only: looseFlag,
    currency: looseText,
    enums: rowsOf(amoFieldEnum),
  },
)
export type AmoField = z.infer<typeof amoField>

export const amoFieldPage = pageOf('custom_fields', amoField)
