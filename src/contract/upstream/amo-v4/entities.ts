import { z } from 'zod'
import { listOf, unixSeconds } from './envelope.ts'

/** `GET /api/v4/users` (administrators only). */
export const amoUser = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string().nullish(),
  rights: z.object({ is_admin: z.boolean().nullish(), is_active: z.boolean().nullish() }).nullish(),
})
export type AmoUser = z.infer<typeof amoUser>
export const amoUserPage = listOf('users', amoUser)

/** `GET /api/v4/companies`: only what a name needs. */
export const amoCompany = z.object({ id: z.int(), name: z.string() })
export const amoCompanyPage = listOf('companies', amoCompany)

/** `GET /api/v4/leads`; `price` in whole units of the account's currency. */
export const amoLead = z.object({
  id: z.int(),
  name: z.string().nullable(),
  price: z.number().nullish(),
  responsible_user_id: z.int().nullish(),
  status_id: z.int(),
  pipeline_id: z.int(),
  created_at: unixSeconds.nullish(),
  updated_at: unixSeconds.nullish(),
  closed_at: unixSeconds.nullish(),
})
export const amoLeadPage = listOf('leads', amoLead)

/** `GET /api/v4/leads/pipelines`; the colour is a CSS hex value such as `#99ccff`. */
export const amoPipeline = z.object({
  id: z.int(),
  name: z.string(),
  _embedded: z.object({
    statuses: z.array(z.object({ id: z.int(), name: z.string(), color: z.string().nullish() })),
  }),
})
export type AmoPipeline = z.infer<typeof amoPipeline>
export const amoPipelinePage = listOf('pipelines', amoPipeline)

/** `GET /api/v4/customers`; 402 or 426 when the account has customers switched off. */
export const amoCustomer = z.object({
  id: z.int(),
  name: z.string().nullable(),
  next_price: z.number().nullish(),
  next_date: unixSeconds.nullish(),
  ltv: z.number().nullish(),
  purchases_count: z.int().nullish(),
})
export const amoCustomerPage = listOf('customers', amoCustomer)

/** `GET /api/v4/catalogs`. */
export const amoCatalog = z.object({ id: z.int(), name: z.string(), type: z.string().nullish() })
export const amoCatalogPage = listOf('catalogs', amoCatalog)

/** `GET /api/v4/catalogs/{id}/elements`. */
export const amoElement = z.object({
  id: z.int(),
  catalog_id: z.int().nullish(),
  name: z.string().nullable(),
})
export const amoElementPage = listOf('elements', amoElement)

/** `GET /api/v4/account`. */
export const amoAccount = z.object({
  id: z.int(),
  name: z.string(),
  subdomain: z.string().nullish(),
  current_user_id: z.int().nullish(),
  currency: z.string().nullish(),
  contact_name_display_order: z.int().nullish(),
  is_api_filter_enabled: z.boolean().nullish(),
  _embedded: z
    .object({
      datetime_settings: z.object({ timezone: z.string().nullish() }).nullish(),
      users_groups: z.array(z.object({ id: z.int(), name: z.string() })).nullish(),
    })
    .nullish(),
})
export type AmoAccount = z.infer<typeof amoAccount>
