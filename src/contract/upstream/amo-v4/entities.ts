import { z } from 'zod'
import {
  looseFlag,
  looseId,
  looseInt,
  looseNumber,
  looseText,
  row,
  rowsOf,
} from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'

/** Unix time in whole seconds, UTC: every amoCRM v4 timestamp. */
export const unixSeconds = looseInt

/** An entity given only by its ID, as under `_embedded` of another entity. */
export const reference = row({ id: looseId }, {})

/** `GET /api/v4/users` (administrators only). */
export const amoUser = row(
  { id: looseId },
  {
    name: looseText,
    email: looseText,
    rights: row({}, { is_active: looseFlag, group_id: looseInt }),
  },
)
export type AmoUser = z.infer<typeof amoUser>
export const amoUserPage = pageOf('users', amoUser)

/** `GET /api/v4/contacts/tags`: a tag without a name cannot be chosen. */
export const amoAccountTag = row(
  { id: looseId, name: looseText.refine((name) => name.trim() !== '', 'a tag has a name') },
  {},
)
export const amoAccountTagPage = pageOf('tags', amoAccountTag)

/** `GET /api/v4/companies`: only what is needed to show the name. */
export const amoCompany = row({ id: looseId }, { name: looseText })
export const amoCompanyPage = pageOf('companies', amoCompany)

/** Response of `POST /api/v4/companies`. */
export const amoCompanyAnswer = z.object({
  _embedded: z.object({ companies: z.array(z.object({ id: looseId })).min(1) }),
})

/** `GET /api/v4/leads`; `price` in whole units of the account's currency. */
export const amoLead = row(
  { id: looseId },
  { name: looseText, price: looseNumber, status_id: looseInt, pipeline_id: looseInt },
)
export const amoLeadPage = pageOf('leads', amoLead)

/** `GET /api/v4/leads/pipelines`; the color is a CSS hex value such as `#99ccff`. */
export const amoPipeline = row(
  { id: looseId },
  {
    name: looseText,
    _embedded: row(
      {},
      { statuses: rowsOf(row({ id: looseId }, { name: looseText, color: looseText })) },
    ),
  },
)
export type AmoPipeline = z.infer<typeof amoPipeline>
export const amoPipelinePage = pageOf('pipelines', amoPipeline)

/** `GET /api/v4/customers`; status 402 or 426 if customers are switched off in the account. */
export const amoCustomer = row(
  { id: looseId },
  { name: looseText, next_price: looseNumber, next_date: unixSeconds },
)
export const amoCustomerPage = pageOf('customers', amoCustomer)

/** `GET /api/v4/catalogs`. */
export const amoCatalog = row({ id: looseId }, { name: looseText })
export const amoCatalogPage = pageOf('catalogs', amoCatalog)

/** `GET /api/v4/catalogs/{id}/elements`. */
export const amoElement = row({ id: looseId }, { name: looseText })
export const amoElementPage = pageOf('elements', amoElement)

/** `GET /api/v4/account`. */
/** An answer without any data of the account is invalid. */
export const amoAccount = row(
  {},
  {
    id: looseInt,
    current_user_id: looseInt,
    currency: looseText,
    _embedded: row(
      {},
      {
        datetime_settings: row({}, { timezone: looseText }),
        users_groups: rowsOf(row({ id: looseInt }, { name: looseText })),
      },
    ),
  },
).refine(
  ({ current_user_id, currency, _embedded }) =>
    [current_user_id, currency, _embedded?.datetime_settings?.timezone].some(
      (value) => value != null,
    ),
  'nothing of an account',
)
