import type { FieldDefinition } from '#contract/model/field-definition.ts'

/**
 * Data of a bot contact beyond the built-in attributes, as custom fields. WatBot has no fields with
 * IDs: these IDs are assigned here. Only the address can be written; it is one text without parts.
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
