import fc from 'fast-check'
import type { FieldContent } from '#contract/api/fields.ts'
import type { FieldValue } from '#contract/api/writes.ts'

/** Options and address parts used by the fields below. */
export const options = ['Start', 'Base', 'Business'].map((label, index) => ({
  id: index + 1,
  label,
  code: null,
}))
export const codes = ['address_line_1', 'city', 'zip'].map((code, index) => ({
  id: index + 1,
  label: code,
  code,
}))

type FilledField = readonly [
  type: string,
  fc.Arbitrary<{ content: FieldContent; values: FieldValue[] }>,
]

const text = fc.string({ minLength: 1, unit: 'grapheme' })
const filled = text.filter((item) => item.trim() !== '')
const day = fc
  .date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const moment = fc
  .integer({ min: -20_000_000_000, max: 200_000_000_000 })
  .map((seconds) => new Date(seconds * 1000).toISOString())
const kind = fc.constantFrom('WORK', 'MOB')

/** Values of each field type, as content that is read and as values that are written. */
export const filledFields: FilledField[] = [
  ...['text', 'textarea', 'streetaddress'].map((type): FilledField => [
    type,
    text.map((value) => ({
      content: { kind: 'text' as const, values: [value] },
      values: [{ value }],
    })),
  ]),
  [
    'url',
    fc.webUrl().map((value) => ({
      content: { kind: 'link' as const, values: [value] },
      values: [{ value }],
    })),
  ],
  ...['numeric', 'monetary', 'price'].map((type): FilledField => [
    type,
    fc.stringMatching(/^-?\d{1,15}(\.\d{1,10})?$/).map((value) => ({
      content:
        type === 'numeric'
          ? { kind: 'number' as const, value }
          : { kind: 'money' as const, value, currency: 'RUB' },
      values: [{ value }],
    })),
  ]),
  [
    'checkbox',
    fc.boolean().map((value) => ({
      content: { kind: 'checkbox' as const, value },
      values: [{ value }],
    })),
  ],
  ...['date', 'birthday'].map((type): FilledField => [
    type,
    day.map((value) => ({ content: { kind: 'date' as const, value }, values: [{ value }] })),
  ]),
  [
    'date_time',
    moment.map((value) => ({
      content: { kind: 'dateTime' as const, value },
      values: [{ value }],
    })),
  ],
  ...['select', 'radiobutton', 'multiselect', 'category'].map((type): FilledField => [
    type,
    fc
      .subarray(options, { minLength: 1, ...(type !== 'multiselect' && { maxLength: 1 }) })
      .map((chosen) => ({
        content: { kind: 'options' as const, labels: chosen.map(({ label }) => label) },
        values: chosen.map(({ id }) => ({ option: id })),
      })),
  ]),
  [
    'multitext',
    fc.array(fc.record({ value: filled, kind }), { minLength: 1 }).map((values) => ({
      content: { kind: 'multitext' as const, values },
      values,
    })),
  ],
  [
    'smart_address',
    fc
      .subarray(codes, { minLength: 1 })
      .chain((parts) =>
        fc.tuple(...parts.map(({ code }) => filled.map((value) => ({ code, value })))),
      )
      .map((parts) => ({
        content: {
          kind: 'address' as const,
          parts: parts.map(({ code, value }) => ({ part: code, value })),
        },
        values: parts.map(({ code, value }) => ({ value, kind: code })),
      })),
  ],
  [
    'legal_entity',
    fc
      .array(fc.record({ name: filled, vat_id: filled }), { minLength: 1, maxLength: 3 })
      .map((entities) => ({
        content: {
          kind: 'legalEntity' as const,
          entities: entities.map((item) =>
            Object.entries(item).map(([key, value]) => ({ key, value })),
          ),
        },
        values: entities.map((value) => ({ value })),
      })),
  ],
]
