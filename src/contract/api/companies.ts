import * as z from 'zod/mini'
import { named } from './contacts.ts'
import { contactField } from './fields.ts'
import { wholeNumber } from './whole-number.ts'

/** Maximum length of a company's name in characters. */
export const maxCompanyName = 255

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(maxCompanyName))

/** A company as it is chosen: its name, and what tells it from others of that name. */
export const foundCompany = z.object({
  id: z.int(),
  name: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  /** City or address. */
  place: z.nullable(z.string()),
  /** How many contacts belong to it; null if that is not known. */
  contacts: z.nullable(z.int()),
})
export type FoundCompany = z.infer<typeof foundCompany>

/** Query of `GET /api/sources/:source/companies`. */
export const companyQuery = z.strictObject({ search: name })

export const companyList = z.object({
  items: z.array(foundCompany),
  /** Whether there are more than those listed. */
  hasMore: z.boolean(),
})
export type CompanyList = z.infer<typeof companyList>

/**
 * Body of `POST /api/sources/:source/companies`. `shown`: IDs of companies of this name that the user
 * knows of. While the source has another one, nothing is created, so that a repeated request does not
 * create a second company.
 */
export const companyCreate = z.strictObject({
  name,
  shown: z._default(z.array(wholeNumber(1)).check(z.maxLength(250)), []),
})
export type CompanyCreate = z.input<typeof companyCreate>

export const companyCreateResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('created'), company: foundCompany }),
  /** Nothing was created: these have the same name. */
  z.object({ outcome: z.literal('exists'), items: z.array(foundCompany) }),
])
export type CompanyCreateResult = z.infer<typeof companyCreateResult>

/** Response of `GET /api/sources/:source/companies/:id`. */
export const companyDetail = z.object({
  id: z.int(),
  name: z.nullable(z.string()),
  responsible: z.nullable(named),
  createdAt: z.nullable(z.iso.datetime()),
  updatedAt: z.nullable(z.iso.datetime()),
  /** Filled fields in the order of the source. */
  fields: z.array(contactField),
  /** Its contacts, in the order of the source. */
  contacts: z.array(z.int()),
  /** Numbers of its leads and customers; null if they are not known. */
  leads: z.nullable(z.int()),
  customers: z.nullable(z.int()),
  /** Whether something of it could not be read. */
  isIncomplete: z.boolean(),
  /** URL of its page at the source; null if there is none. */
  url: z.nullable(z.string()),
})
export type CompanyDetail = z.infer<typeof companyDetail>
