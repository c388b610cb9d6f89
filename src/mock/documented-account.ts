import { account } from './account-data.ts'
import { buildMock, type Mock, type MockOptions } from './mock-app.ts'
import type { Field } from './store/contact.ts'

const author = 504_141

/** A mock without contacts, for tests. */
export function buildEmptyMock(options: MockOptions = {}): Mock {
  return buildMock({ contacts: 0, ...options })
}

/** The contacts, leads and companies that the examples of the seeds 000, 001 and 002 show. */
export function addDocumentedContacts({ store }: Mock) {
  const unnamed = { first_name: '', last_name: '', responsible_user_id: author }
  store.addContact({ ...unnamed, id: 7143599, name: '1', created_at: 1585758065 })
  store.addContact({ ...unnamed, id: 7767065, name: 'dsgdsg', created_at: 1586359590 })
}

/** Contact 3 of the examples, whose phone is field 3 with option 1. */
export function addDocumentedContact3(
  { store }: Mock,
  name = { first_name: 'Иван', last_name: 'Иванов' },
  fieldName = 'Телефон',
  phone = '+79123',
) {
  const base = store.directory.fieldByCode('PHONE')
  if (!base) throw new Error('The account has no phone field')
  store.directory.saveField({ ...base, code: null, sort: 900 })
  store.directory.saveField(
    buildField({
      id: 3,
      name: fieldName,
      type: 'multitext',
      code: 'PHONE',
      enums: [{ id: 1, value: 'WORK', sort: 2, code: 'WORK' }],
    }),
  )
  addLead({ store }, 1)
  addLead({ store }, 3916883)
  store.companies.save({
    ...defaultsOf(1),
    name: 'Company',
    responsible_user_id: author,
    group_id: 0,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: null,
  })
  const customer = store.customers
  customer.save({
    ...defaultsOf(134923),
    name: 'Покупатель',
    responsible_user_id: author,
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
  return store.addContact({
    id: 3,
    ...name,
    phones: [phone],
    responsible_user_id: author,
    created_at: 1582117331,
    updated_at: 1590943929,
    company_id: 1,
    leads: [1, 3916883],
    customers: [134923],
  })
}

export function addLead({ store }: Pick<Mock, 'store'>, id: number) {
  store.leads.save({
    ...defaultsOf(id),
    name: `Сделка ${id}`,
    responsible_user_id: author,
    group_id: 0,
    price: 0,
    status_id: 3102,
    pipeline_id: 31,
    loss_reason_id: null,
    closed_at: null,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: null,
    score: null,
    labor_cost: null,
    is_price_computed: false,
    company_id: null,
  })
}

export function buildField(parts: Pick<Field, 'id' | 'name' | 'type'> & Partial<Field>): Field {
  return {
    code: null,
    sort: 1,
    group_id: null,
    is_api_only: false,
    is_predefined: false,
    is_deletable: true,
    currency: null,
    remind: null,
    required_statuses: [],
    enums: null,
    ...parts,
  }
}

const defaultsOf = (id: number) => ({
  id,
  created_by: author,
  updated_by: author,
  created_at: 1582117331,
  updated_at: 1582117331,
  account_id: account.id,
})
