import type { FieldDefinition } from '#contract/model/field-definition.ts'

/**
 * What a contact of a bot has besides the contract's own values, as fields. WatBot has no fields
 * with ids: these ids are ours. Only the address can be written; it is one text without parts.
 */
export const addressField = 1
const names = ['address', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']
export const fieldDefinitions: FieldDefinition[] = names.map((name, index) => ({
  id: index + addressField,
  name,
  code: name,
  kind: 'text',
  isMany: false,
  isMultiline: false,
  role: null,
  options: [],
  currency: null,
  isReadOnly: name !== 'address',
  sourceType: 'text',
  maxLength: null,
}))
