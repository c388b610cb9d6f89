import { account } from '#mock/account-data.ts'
import type { Company } from './entity-types.ts'
import type { Store } from '#mock/mock-store.ts'
import type { User } from './user.ts'

const firstCompany = 1_900_001

type Given = { name: string } & Partial<
  Pick<Company, 'responsible_user_id' | 'custom_fields_values'>
>

/** A company that a request creates: equal names are no obstacle. */
export function createCompany(store: Store, given: Given, user: User): Company {
  const id = store.companies.nextId(firstCompany)
  const company: Company = {
    responsible_user_id: user.id,
    custom_fields_values: null,
    ...given,
    id,
    group_id: user.rights.group_id ?? 0,
    created_by: user.id,
    updated_by: user.id,
    created_at: store.now(),
    updated_at: store.now(),
    account_id: account.id,
    closest_task_at: null,
    is_deleted: false,
  }
  store.companies.save(company)
  const added = { type: 'company_added', before: [], after: [] }
  store.history.recordEvent({ type: 'company', id, contactId: null }, store.now(), user.id, [added])
  return company
}
