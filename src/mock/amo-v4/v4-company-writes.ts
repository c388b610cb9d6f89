import type { FastifyInstance } from 'fastify'
import { sendHal } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { integerOf } from '#mock/json-value.ts'
import { createCompany } from '#mock/store/new-company.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'

const maxName = 255

/** `POST` of companies: all items of a request are saved or none; nothing is required of them. */
export function companyWrites(app: FastifyInstance, services: Services) {
  const { store, access } = services
  app.post('/api/v4/companies', (request, reply) => {
    const user = access.authenticate(request)
    const items = itemsOf(request.body)
    const adds = readBatch(services, request, items, (item, issues, requestId) => {
      const { name = '', custom_fields_values: values } = item
      const responsible = integerOf(item['responsible_user_id'])
      if (typeof name !== 'string') return void issues.reportType('name', 'string')
      if (name.length > maxName) return void issues.reportLength('name', maxName)
      if (responsible !== undefined && responsible !== 0 && !store.directory.user(responsible))
        return void issues.report('NotSupportedChoice', 'responsible_user_id')
      return {
        requestId,
        given: {
          name,
          ...(responsible !== undefined && { responsible_user_id: responsible }),
          ...(Array.isArray(values) && { custom_fields_values: values }),
        },
      }
    })
    const base = baseUrlOf(request)
    const companies = store.transaction(() =>
      adds.map(({ requestId, given }) => {
        const { id } = createCompany(store, given, user)
        const _links = selfLink(`${base}/api/v4/companies/${id}`)
        return { id, is_deleted: false, request_id: requestId, _links }
      }),
    )
    return sendHal(reply, {
      _links: selfLink(`${base}/api/v4/companies`),
      _embedded: { companies },
    })
  })
}
