import { account } from './account-data.ts'
import { mockClient } from './mock-client.ts'
import { buildMock, type Mock, type MockOptions } from './mock-app.ts'
import { addDocumentedEntities, leadDefaults } from './seed/documented-entities.ts'
import { addDocumentedContacts } from './seed/documented-contacts.ts'
import type { Field } from './store/contact.ts'

/** A mock without contacts, for tests. */
export function buildEmptyMock(options: MockOptions = {}): Mock {
  return buildMock({ contacts: 0, ...options })
}

/** A mock with nothing but what the documents' examples name, and a client of it; for tests. */
export function buildDocumentedMock(options: MockOptions = {}) {
  const mock = buildEmptyMock(options)
  mock.store.transaction(() => {
    addDocumentedEntities(mock.store)
    addDocumentedContacts(mock.store)
  })
  return { ...mock, ...mockClient(mock) }
}

export function addLead({ store }: Pick<Mock, 'store'>, id: number) {
  store.leads.save({ ...leadDefaults, id, name: `Сделка ${id}`, account_id: account.id })
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
