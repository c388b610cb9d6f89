import { expect, it } from 'vitest'
import type { Value } from '#contract/model/value.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { toWriteParts } from '#proxy/sources/write-parts.ts'
import { locateIn, rejectionsOf } from './rejections.ts'
import { toFieldDefinition } from './field-kinds.ts'

const definitions = [
  toFieldDefinition({ id: 1, name: 'Address', type: 'smart_address' }),
  toFieldDefinition({ id: 2, name: 'Details', type: 'legal_entity' }),
  toFieldDefinition({ id: 3, name: 'Plan', type: 'select' }),
]
const phones: Value = {
  kind: 'contactPoints',
  items: ['+71', '+72'].map((value) => ({ value, kind: null, kindId: null })),
}
const { fields } = toWriteParts(
  {
    phones,
    'field:1': {
      kind: 'address',
      parts: [
        { part: 'address_line_1', value: '' },
        { part: 'city', value: 'Moscow' },
      ],
    },
    'field:2': {
      kind: 'companyDetails',
      entities: [[{ key: 'name', value: ' ' }], [{ key: 'name', value: 'Co' }]],
    },
    'field:3': { kind: 'choice', options: [{ id: 9, code: null, label: 'Gone' }] },
  },
  definitions,
)

const errorsOf = (errors: object[], requestId = '0') =>
  new SourceError('rejected', 'x', {
    body: { 'validation-errors': [{ request_id: requestId, errors }] },
  })
const issueAt = (path: string | null, code = 'InvalidFormat') => {
  const [result] = rejectionsOf(errorsOf([{ path, code, detail: 'Words.' }]), [locateIn(fields)])
  return result?.status === 'rejected' ? result.issues[0] : undefined
}

it.each([
  ['custom_fields_values.0.values.1.value', { attribute: 'phones', index: 1 }],
  ['custom_fields_values.0.values.1.enum_code', { attribute: 'phones', index: 1, part: 'kind' }],
  ['custom_fields_values.1.values.0.value', { attribute: 'field:1', index: 1, part: 'city' }],
  [
    'custom_fields_values.2.values.0.value.vat_id',
    { attribute: 'field:2', index: 1, part: 'vat_id' },
  ],
  ['custom_fields_values.3.values', { attribute: 'field:3' }],
  ['custom_fields_values.9.values', { attribute: null }],
  ['first_name', { attribute: 'firstName' }],
  ['responsible_user_id', { attribute: 'responsible' }],
  ['tags_to_add.0.name', { attribute: 'tags' }],
  ['of.tomorrow', { attribute: null }],
  ['toString', { attribute: null }],
  [null, { attribute: null }],
])('finds %s in the sent request', (path, place) => {
  expect(issueAt(path)).toEqual({ ...place, code: 'invalid_format', message: 'Words.' })
})

it.each([
  ['NotSupportedChoice', 'custom_fields_values.3.values.0.enum_id', 'unknown_option'],
  ['NotSupportedChoice', 'custom_fields_values.3.field_id', 'no_such_field'],
  ['NotSupportedChoice', 'id', 'not_found'],
  ['TooLong', 'name', 'too_long'],
  ['FieldNotExpected', 'custom_fields_values.2.values.0.value.inn', 'unsupported'],
  ['57c2f299-1154-4870-89bb-ef3b1f5ad229', 'custom_fields_values.0.values.0.value', 'url'],
  ['SourceAlreadyExists', 'name', 'rejected'],
  ['constructor', 'name', 'rejected'],
])('names %s at %s as %s', (code, path, ours) => {
  expect(issueAt(path, code)?.code).toBe(ours)
})

it("reports the rest of a batch separately, with the source's own messages", () => {
  const error = errorsOf([{ code: 'OfTomorrow' }], '1')
  const locate = locateIn([])
  expect(rejectionsOf(error, [locate, locate])).toEqual([
    { status: 'skipped' },
    {
      status: 'rejected',
      issues: [{ attribute: null, code: 'rejected', message: 'OfTomorrow' }],
    },
  ])
})

it('throws an error that names none of the items', () => {
  for (const error of [
    errorsOf([{ code: 'x' }], '7'),
    new SourceError('rejected', 'x', { body: { detail: 'Код ошибки 244' } }),
    new SourceError('rate_limited', 'x'),
  ])
    expect(() => rejectionsOf(error, [locateIn([])])).toThrow(error)
})
