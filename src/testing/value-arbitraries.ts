import fc from 'fast-check'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Value } from '#contract/model/value.ts'

/** One line that no source trims or splits. */
export const line = fc
  .stringMatching(/^[a-zа-яё0-9 ,+@'"&<>-]{1,30}$/u)
  .map((text) => text.trim())
  .filter((text) => text !== '')

const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'))

/** Fifteen digits are what the mock's server takes; longer ones are tested by what is sent. */
const decimal = fc.stringMatching(/^-?[1-9]\d{0,14}(\.\d{0,9}[1-9])?$/)

/** What every clock format tells, with a day to spare for the zone. */
const day = fc
  .date({ min: new Date('1000-01-05'), max: new Date('9999-12-27'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const moment = fc
  .integer({ min: -20_000_000_000, max: 200_000_000_000 })
  .map((seconds) => new Date(seconds * 1000).toISOString())

const choice = ({ options, isMany }: FieldDefinition): fc.Arbitrary<Value> =>
  fc
    .subarray(options, { minLength: 1, maxLength: isMany ? options.length : 1 })
    .map((chosen) => ({ kind: 'choice', options: chosen }))

const contactPoints = ({ options }: FieldDefinition): fc.Arbitrary<Value> =>
  fc
    .array(fc.record({ value: line, option: fc.constantFrom(...options) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((points) => ({
      kind: 'contactPoints',
      items: points.map(({ value, option }) => ({ value, kind: option.code, kindId: option.id })),
    }))

const address = ({ options }: FieldDefinition): fc.Arbitrary<Value> =>
  fc
    .subarray(options, { minLength: 1 })
    .chain((parts) =>
      fc.tuple(
        ...parts.map(({ code, label }) => line.map((value) => ({ part: code ?? label, value }))),
      ),
    )
    .map((parts) => ({ kind: 'address', parts }))

const companyDetails: fc.Arbitrary<Value> = fc
  .array(
    fc.record({ name: line, entity_type: fc.constantFrom('1', '2'), vat_id: line, kpp: line }),
    { minLength: 1, maxLength: 3 },
  )
  .map((entities) => ({
    kind: 'companyDetails',
    entities: entities.map((entity) =>
      Object.entries(entity).map(([key, value]) => ({ key, value })),
    ),
  }))

/** What a field of the account may hold, whole: as it is read, with its ids and codes. */
export function valueOf(definition: FieldDefinition): fc.Arbitrary<Value> {
  const { kind, currency, isMultiline } = definition
  switch (kind) {
    case 'text':
      return (isMultiline ? lines : line).map((text) => ({ kind, values: [text] }))
    case 'url':
      return fc.webUrl().map((text) => ({ kind, values: [text] }))
    case 'number':
      return decimal.map((value) => ({ kind, value }))
    case 'money':
      return decimal.map((value) => ({ kind, value, currency }))
    case 'flag':
      return fc.boolean().map((value) => ({ kind, value }))
    case 'date':
      return day.map((value) => ({ kind, value }))
    case 'dateTime':
      return moment.map((value) => ({ kind, value }))
    case 'choice':
      return choice(definition)
    case 'contactPoints':
      return contactPoints(definition)
    case 'address':
      return address(definition)
    case 'companyDetails':
      return companyDetails
    case 'user':
    case 'company':
    case 'tags':
    case 'links':
    case 'files':
    case 'unknown':
      throw new TypeError(`No field of kind ${kind} is written`)
  }
}
