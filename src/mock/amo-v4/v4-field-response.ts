import { account } from '#mock/account-data.ts'
import type { Field } from '#mock/store/contact.ts'
import { selfLink } from './v4-list-response.ts'

/** A definition as `GET /api/v4/contacts/custom_fields` shows it (reference 6.1). */
export function fieldResponse(field: Field, base: string) {
  return {
    ...field,
    account_id: account.id,
    entity_type: 'contacts',
    tracking_callback: null,
    triggers: [],
    chained_lists: null,
    hidden_statuses: [],
    nested: null,
    search_in: null,
    is_computed: false,
    _links: selfLink(`${base}/api/v4/contacts/custom_fields/${field.id}`),
  }
}
