import { mockClient } from '#mock/mock-client.ts'
import { buildField, addLead, buildEmptyMock } from '#mock/documented-account.ts'

export const now = Date.UTC(2017, 9, 18) / 1000
export const contactsPath = '/api/v2/contacts'

/** A mock with the fields, leads, companies and customer of seed 003. */
export function documentedV2Mock() {
  const mock = buildEmptyMock({ now: () => now * 1000 })
  const { store } = mock
  store.directory.saveField(
    buildField({
      id: 4400116,
      name: 'Мультисписок',
      type: 'multiselect',
      sort: 900,
      enums: [3692662, 3692663, 3692664].map((id, i) => ({
        id,
        value: String(i + 1),
        sort: i,
        code: null,
      })),
    }),
  )
  for (const id of [45615, 43510, 1090391]) addLead(mock, id)
  const defaults = {
    responsible_user_id: 504141,
    created_by: 504141,
    updated_by: 504141,
    created_at: 1,
    updated_at: 1,
    account_id: 28805383,
  }
  for (const [id, name] of [
    [30615, 'ООО Ромашка'],
    [1099180, 'ООО Компания'],
  ] as const)
    store.companies.save({
      ...defaults,
      id,
      name,
      group_id: 0,
      closest_task_at: null,
      is_deleted: false,
      custom_fields_values: null,
    })
  store.customers.save({
    ...defaults,
    id: 466791,
    name: 'x',
    next_price: 0,
    next_date: 0,
    status_id: 1,
    periodicity: 0,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: null,
    ltv: 0,
    purchases_count: 0,
    average_check: 0,
  })
  return { ...mock, ...mockClient(mock) }
}
