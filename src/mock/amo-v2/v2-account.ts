import type { FastifyInstance } from 'fastify'
import { account, groups, pipelines, taskTypes } from '#mock/account-data.ts'
import { sendHal } from '#mock/responses.ts'
import { withOf, type Query } from '#mock/query-params.ts'
import type { Services } from '#mock/services.ts'
import { authenticateV2 } from './v2-login.ts'
import { v2Link, setRuntimeTimestamp } from './v2-contact-reads.ts'
import { fieldTypes } from './v2-field-types.ts'

/** `GET /api/v2/account`: fields, users and pipelines for clients of v2 (reference 4 of amocrm-v2). */
export function v2AccountRoutes(app: FastifyInstance, services: Services) {
  const { store } = services
  app.get<{ Querystring: Query }>('/api/v2/account', (request, reply) => {
    const user = authenticateV2(services, request)
    const names = withOf(request.query)
    const when = <Part extends object>(name: string, part: () => Part) =>
      names.has(name) ? part() : {}
    setRuntimeTimestamp(reply, store)
    return sendHal(reply, {
      _links: v2Link(request.url, 'get'),
      id: account.id,
      name: account.name,
      subdomain: account.subdomain,
      currency: account.currency,
      timezone: account.timezone,
      timezone_offset: account.timezoneOffset,
      language: 'ru',
      date_pattern: { date: 'd.m.Y', time: 'H:i', date_time: 'd.m.Y H:i' },
      current_user: user.id,
      _embedded: {
        ...when('custom_fields', () => ({ custom_fields: { contacts: fieldMap() } })),
        ...when('users', () => ({ users: userMap() })),
        ...when('groups', () => ({ groups: groups.map(({ id, name }) => ({ id, name })) })),
        ...when('pipelines', () => ({ pipelines: pipelineMap() })),
        ...when('task_types', () => ({
          task_types: taskTypes.map(({ id, name }) => ({ id, name })),
        })),
        ...when('note_types', () => ({
          note_types: { 4: { id: 4, code: 'COMMON', is_editable: true } },
        })),
      },
    })
  })

  /** Keyed by id, with options as a map from id to label: the newer of the two formats in use. */
  const fieldMap = () =>
    Object.fromEntries(
      store.directory.fields().map((field) => [
        field.id,
        {
          id: field.id,
          name: field.name,
          field_type: fieldTypes[field.type] ?? 1,
          sort: field.sort,
          code: field.code,
          is_multiple: ['multitext', 'multiselect', 'smart_address'].includes(field.type),
          is_system: field.is_predefined,
          is_editable: !field.is_api_only,
          is_required: false,
          is_deletable: field.is_deletable,
          is_visible: true,
          ...(field.enums
            ? { enums: Object.fromEntries(field.enums.map(({ id, value }) => [id, value])) }
            : {}),
        },
      ]),
    )

  const userMap = () =>
    Object.fromEntries(
      store.directory.users().map(({ id, name, email, lang, rights }) => [
        id,
        {
          id,
          name,
          last_name: null,
          login: email,
          language: lang,
          group_id: rights.group_id ?? 0,
          is_active: rights.is_active,
          is_free: rights.is_free,
          is_admin: rights.is_admin,
          rights: { contacts: rights.contacts.view, leads: rights.leads.view },
        },
      ]),
    )
}

const pipelineMap = () =>
  Object.fromEntries(
    pipelines.map(({ id, name, isMain, statuses }, i) => [
      id,
      {
        id,
        name,
        sort: i + 1,
        is_main: isMain,
        statuses: Object.fromEntries(
          statuses.map((status, j) => [
            status.id,
            {
              id: status.id,
              name: status.name,
              color: status.color,
              sort: (j + 1) * 10,
              is_editable: status.type === 0,
            },
          ]),
        ),
      },
    ]),
  )
