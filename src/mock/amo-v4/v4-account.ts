import type { FastifyInstance } from 'fastify'
import { account, groups, taskTypes } from '#mock/account-data.ts'
import { sendHal } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import { withOf, type Query } from '#mock/query-params.ts'

const uuid = '0b1d6b1e-8a52-4f0e-9c55-5a3f9b8e7c10'

/** `GET /api/v4/account` (reference 9.2). */
export function accountReads(app: FastifyInstance, { access, faults }: Services) {
  app.get<{ Querystring: Query }>('/api/v4/account', (request, reply) => {
    const user = access.authenticate(request)
    const names = withOf(request.query)
    const when = <Part extends object>(name: string, part: Part) => (names.has(name) ? part : {})
    return sendHal(reply, {
      id: account.id,
      name: account.name,
      subdomain: account.subdomain,
      created_at: 1_585_758_000,
      created_by: 0,
      updated_at: 1_585_758_065,
      updated_by: account.currentUserId,
      current_user_id: user.id,
      country: 'RU',
      currency: account.currency,
      currency_symbol: '₽',
      customers_mode: 'segments',
      is_unsorted_on: true,
      mobile_feature_version: 0,
      is_loss_reason_enabled: true,
      is_helpbot_enabled: false,
      is_technical_account: false,
      contact_name_display_order: 1, // first name, then last name
      ...when('amojo_id', { amojo_id: uuid }),
      ...when('uuid', { uuid }),
      ...when('version', { version: 11 }),
      ...when('entity_names', { entity_names: { leads: { ru: { gender: 'f' } } } }),
      ...when('drive_url', { drive_url: `${baseUrlOf(request)}/drive` }),
      ...when('is_api_filter_enabled', { is_api_filter_enabled: !faults.isFilterOff() }),
      ...when('invoices_settings', {
        invoices_settings: { lang: 'ru', currency: account.currency },
      }),
      _links: selfLink(`${baseUrlOf(request)}/api/v4/account`),
      _embedded: {
        ...when('amojo_rights', { amojo_rights: { can_direct: true, can_create_groups: true } }),
        ...when('users_groups', { users_groups: groups }),
        ...when('task_types', { task_types: taskTypes }),
        ...when('datetime_settings', { datetime_settings: datetimeSettings }),
      },
    })
  })
}

const datetimeSettings = {
  date_pattern: 'd.m.Y H:i',
  short_date_pattern: 'd.m.Y',
  short_time_pattern: 'H:i',
  date_format: 'd.m.Y',
  date_formant: 'd.m.Y', // misspelled in the document's sample
  time_format: 'H:i:s',
  timezone: account.timezone,
  timezone_offset: account.timezoneOffset,
} as const
