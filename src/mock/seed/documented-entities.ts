import { account } from '#mock/account-data.ts'
import type { Store } from '#mock/mock-store.ts'
import type { Company, Customer, Lead } from '#mock/store/entity-types.ts'

/**
 * The language of an edition of the v4 document; the two editions print different names for contact
 * 3.
 */
export type Language = 'ru' | 'en'

const origin = {
  responsible_user_id: account.currentUserId,
  created_by: account.currentUserId,
  updated_by: account.currentUserId,
  created_at: 1_508_300_000,
  updated_at: 1_508_300_000,
  account_id: account.id,
  closest_task_at: null,
  is_deleted: false,
  custom_fields_values: null,
} as const

export const leadDefaults: Omit<Lead, 'id' | 'name'> = {
  ...origin,
  group_id: 0,
  price: 0,
  status_id: 3102,
  pipeline_id: 31,
  loss_reason_id: null,
  closed_at: null,
  score: null,
  labor_cost: null,
  is_price_computed: false,
  company_id: null,
}

const companyDefaults: Omit<Company, 'id' | 'name'> = { ...origin, group_id: 0 }

const customerDefaults: Omit<Customer, 'id' | 'name'> = {
  ...origin,
  next_price: 0,
  next_date: 0,
  status_id: 7001,
  periodicity: 0,
  ltv: 0,
  purchases_count: 0,
  average_check: 0,
}

/**
 * Adds the leads, companies and customers that the documents' requests and responses name, with
 * their documented ids.
 */
export function addDocumentedEntities(store: Store, language: Language = 'ru'): void {
  const inLanguage = (russian: string, english: string) => (language === 'ru' ? russian : english)
  for (const id of [1, 3_916_883, 45_615, 43_510, 1_090_391])
    store.leads.save({ ...leadDefaults, id, name: inLanguage(`Сделка ${id}`, `Lead ${id}`) })
  const companies: [number, string][] = [
    [1, inLanguage('ООО Вектор', 'Vector Ltd')],
    [30_615, 'ООО Ромашка'],
    [1_099_180, 'ООО Компания'],
  ]
  for (const [id, name] of companies) store.companies.save({ ...companyDefaults, id, name })
  const customers: [number, string][] = [
    [134_923, inLanguage('Иван Иванов', 'John Doe')],
    [466_791, 'Екатерина Долгорукова'],
  ]
  for (const [id, name] of customers) store.customers.save({ ...customerDefaults, id, name })
}
