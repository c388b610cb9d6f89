import fc from 'fast-check'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Value } from '#contract/model/value.ts'

/** A line that sources neither trim nor split. */
export const line = fc
  .stringMatching(/^[a-zа-яё0-9 ,+@'"&<>-]{1,30}$/u)
  .map((text) => text.trim())
  .filter((text) => text !== '')

/**
 * Fifteen digits, the maximum that the mock's server accepts; longer numbers are tested by what is
 * sent.
 */
const decimal = fc.stringMatching(/^-?[1-9]\d{0,14}(\.\d{0,9}[1-9])?$/)

/** Days that every time format can express, with one day of margin for the time zone. */
const day = fc
  .date({ min: new Date('1000-01-05'), max: new Date('9999-12-27'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const moment = fc
  .integer({ min: -20_000_000_000, max: 200_000_000_000 })
  .map((seconds) => new Date(seconds * 1000).toISOString())

const choice = ({ options, isMany }: Field): fc.Arbitrary<Value> =>
  fc
    .subarray(options, { minLength: 1, maxLength: isMany ? options.length : 1 })
    .map((chosen) => ({ kind: 'choice', options: chosen }))

const contactPoints = ({ options }: Field, text: Text): fc.Arbitrary<Value> =>
  fc
    .array(fc.record({ value: text, option: fc.constantFrom(...options) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((points) => ({
      kind: 'contactPoints',
      items: points.map(({ value, option }) => ({ value, kind: option.code, kindId: option.id })),
    }))

const address = ({ options }: Field, text: Text): fc.Arbitrary<Value> =>
  fc
    .subarray(options, { minLength: 1 })
    .chain((parts) =>
      fc.tuple(
        ...parts.map(({ code, label }) => text.map((value) => ({ part: code ?? label, value }))),
      ),
    )
    .map((parts) => ({ kind: 'address', parts }))

const companyDetails = (text: Text): fc.Arbitrary<Value> =>
  fc
    .array(
      fc.record({ name: text, entity_type: fc.constantFrom('1', '2'), vat_id: text, kpp: text }),
      { minLength: 1, maxLength: 3 },
    )
    .map((entities) => ({
      kind: 'companyDetails',
      entities: entities.map((entity) =>
        Object.entries(entity).map(([key, value]) => ({ key, value })),
      ),
    }))

/** Made once: making it takes longer than generating a value. */
const webUrl = fc.webUrl()

type Field = Pick<FieldDefinition, 'kind' | 'currency' | 'isMany' | 'isMultiline' | 'options'>
type Text = fc.Arbitrary<string>

/**
 * Complete values of a field as read, with IDs and codes. `text` and `number` generate its texts
 * and decimals.
 */
export function valueOf(
  definition: Field,
  { text = line, number = decimal }: { text?: Text; number?: Text } = {},
): fc.Arbitrary<Value> {
  const { kind, currency, isMultiline } = definition
  switch (kind) {
    case 'text':
      return (isMultiline ? linesOf(text) : text).map((content) => ({ kind, values: [content] }))
    case 'url':
      return webUrl.map((url) => ({ kind, values: [url] }))
    case 'number':
      return number.map((value) => ({ kind, value }))
    case 'money':
      return number.map((value) => ({ kind, value, currency }))
    case 'flag':
      return fc.boolean().map((value) => ({ kind, value }))
    case 'date':
      return day.map((value) => ({ kind, value }))
    case 'dateTime':
      return moment.map((value) => ({ kind, value }))
    case 'choice':
      return choice(definition)
    case 'contactPoints':
      return contactPoints(definition, text)
    case 'address':
      return address(definition, text)
    case 'companyDetails':
      return companyDetails(text)
    case 'user':
    case 'company':
    case 'tags':
    case 'links':
    case 'files':
    case 'unknown':
      throw new TypeError(`No field of kind ${kind} is written`)
  }
}

const linesOf = (text: Text): Text =>
  fc.array(text, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'))
