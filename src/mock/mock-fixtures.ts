import { account } from './account-data.ts'
import { mockClient } from './mock-client.ts'
import { buildMock, type Mock, type MockOptions } from './mock-app.ts'
import { addDocumentedEntities, leadDefaults } from './seed/documented-entities.ts'
import { addDocumentedContacts, documentedBotContacts } from './seed/documented-contacts.ts'

/** A mock without contacts, for tests. */
export function buildEmptyMock(options: MockOptions = {}): Mock {
  return buildMock({ contacts: 0, ...options })
}

/** For tests: a mock that contains only what the documents' examples name, and a client for it. */
export function buildDocumentedMock(options: MockOptions = {}) {
  const mock = buildEmptyMock(options)
  mock.store.transaction(() => {
    addDocumentedEntities(mock.store)
    addDocumentedContacts(mock.store)
    for (const contact of documentedBotContacts) mock.store.botContacts.save(contact)
  })
  return { ...mock, ...mockClient(mock) }
}

export function addLead({ store }: Pick<Mock, 'store'>, id: number) {
  store.leads.save({ ...leadDefaults, id, name: `Сделка ${id}`, account_id: account.id })
}

/** The values of a company with a phone and an address. */
export function companyFields(phone: string, address: string) {
  const field = (id: number, name: string, type: string, value: string) => ({
    field_id: id,
    field_name: name,
    field_code: name.toUpperCase(),
    field_type: type,
    values: [{ value }],
  })
  return {
    custom_fields_values: [
      field(1, 'Phone', 'multitext', phone),
      field(2, 'Address', 'textarea', address),
    ],
  }
}
