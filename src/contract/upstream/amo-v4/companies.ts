import type { z } from 'zod'
import { looseInt, looseText, looseId, row, rowsOf } from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'
import { amoFieldValues } from './contacts.ts'
import { reference, unixSeconds } from './entities.ts'

/** `GET /api/v4/companies/{id}?with=contacts,leads,customers`, and each row of the list. */
export const amoFullCompany = row(
  { id: looseId },
  {
    name: looseText,
    responsible_user_id: looseInt,
    created_at: unixSeconds,
    updated_at: unixSeconds,
    custom_fields_values: rowsOf(amoFieldValues),
    _embedded: row(
      {},
      { contacts: rowsOf(reference), leads: rowsOf(reference), customers: rowsOf(reference) },
    ),
  },
)
export type AmoFullCompany = z.infer<typeof amoFullCompany>
export const amoFullCompanyPage = pageOf('companies', amoFullCompany)
