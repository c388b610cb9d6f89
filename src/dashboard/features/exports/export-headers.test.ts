import { expect, it } from 'vitest'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { headersOf } from './export-headers.ts'

it('includes the currency in the header, and the ID if a name is repeated', () => {
  const field: Omit<FieldDefinition, 'id' | 'name'> = {
    code: null,
    kind: 'text',
    isMany: false,
    isMultiline: false,
    role: null,
    options: [],
    currency: null,
    isReadOnly: false,
    sourceType: 'text',
    maxLength: null,
  }
  const definitions = [
    { ...field, id: 1, name: 'Note' },
    { ...field, id: 2, name: 'Note' },
    { ...field, id: 3, name: 'Sum', currency: 'RUB' },
  ]
  const columns = ['name', 'field:1', 'field:2', 'field:3', 'field:9'] as const
  expect(headersOf([...columns], definitions, (id) => `<${id}>`)).toEqual([
    '<name>',
    'Note (1)',
    'Note (2)',
    'Sum, RUB',
    '9',
  ])
})
