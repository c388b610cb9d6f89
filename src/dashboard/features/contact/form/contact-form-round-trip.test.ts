import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { contactDetail } from '#contract/api/contacts.ts'
import { fieldList, type FieldDefinition } from '#contract/api/fields.ts'
import type { FieldInput } from '#dashboard/fields/field-draft.ts'
import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import { buildStack } from '#testing/stack.ts'
import { checkContract, checkForm } from './contact-form-issues.ts'
import { toContactPatch } from './contact-form-patch.ts'
import {
  emptyValues,
  fieldKey,
  ownFields,
  toFormValues,
  type FormContext,
} from './contact-form-values.ts'

const stack = buildStack({ contacts: 0 })
const origin = { origin: 'http://localhost:80' }
const id = 5
stack.mock.store.addContact({ id, name: 'Ada' })

const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' })
const filled = text.filter((item) => item.trim() !== '')
const digit = (count: number) => fc.integer({ min: 1, max: count })
const day = fc.date({
  min: new Date('1901-01-01'),
  max: new Date('2100-01-01'),
  noInvalidDate: true,
})

/** What somebody may have left in the editor of a field. */
function inputOf(definition: FieldDefinition, empty: FieldInput): fc.Arbitrary<FieldInput> {
  const { options, type } = definition
  switch (empty.kind) {
    case 'text':
      return (type === 'url' ? fc.webUrl() : text).map((item) => ({ ...empty, text: item }))
    case 'number':
      return fc
        .stringMatching(/^-?[1-9]\d{0,11}([.,]\d{1,4})?$/)
        .map((item) => ({ ...empty, text: item }))
    case 'yesNo':
      return fc.constantFrom('yes' as const, 'no' as const).map((answer) => ({ ...empty, answer }))
    case 'options':
      return fc
        .subarray(
          options.map((item) => item.id),
          { minLength: 1, maxLength: type === 'multiselect' ? options.length : 1 },
        )
        .map((selected) => ({ ...empty, selected }))
    case 'date':
      return day.map((date) => ({ ...empty, day: date.toISOString().slice(0, 10) }))
    case 'dateTime':
      return day.map((date) => ({ ...empty, wall: date.toISOString().slice(0, 16) }))
    case 'contactPoints':
      return fc
        .array(fc.tuple(filled, digit(options.length)), { minLength: 1, maxLength: 4 })
        .map((items) => ({
          ...empty,
          items: items.map(([value, index]) => ({ value, kind: options[index - 1]?.code ?? '' })),
        }))
    case 'address':
      return fc
        .array(filled, { minLength: empty.parts.length, maxLength: empty.parts.length })
        .map((values) => ({
          ...empty,
          parts: empty.parts.map(({ part }, index) => ({ part, value: values[index] ?? '' })),
        }))
    case 'legalEntities':
      return fc
        .array(fc.tuple(filled, digit(2)), { minLength: 1, maxLength: 2 })
        .map((entities) => ({
          ...empty,
          entities: entities.map(([name, type]) => [
            { key: 'name', value: name },
            { key: 'entity_type', value: String(type) },
          ]),
        }))
    case 'readonly':
      return fc.constant(empty)
  }
}

describe.each(['main', 'legacy'] as const)('through %s', (name) => {
  const source = stack.sources[name].info
  let context: FormContext
  let fields: [FieldDefinition, FieldInput][]

  beforeAll(async () => {
    const answer = await stack.proxy.inject(`/api/sources/${name}/fields`)
    const definitions = fieldList.parse(answer.json()).items
    context = { source, definitions, users: null, timeZone: 'Europe/Moscow' }
    const blank = emptyValues(context)
    fields = ownFields(definitions).flatMap((item): [FieldDefinition, FieldInput][] => {
      const empty = blank.fields[fieldKey(item.id)]
      return empty && empty.kind !== 'readonly' ? [[item, empty]] : []
    })
  })

  const read = async () =>
    toFormValues(
      contactDetail.parse((await stack.proxy.inject(`/api/sources/${name}/contacts/${id}`)).json()),
      context,
    )

  it('every field of the account is read back as it was typed, and cleared', async () => {
    expect(new Set(fields.map(([, { kind }]) => kind)).size).toBeGreaterThan(6)
    for (const [definition, empty] of fields) {
      const key = fieldKey(definition.id)
      const put = async (input: FieldInput) => {
        const base = await read()
        const values = { ...base, fields: { ...base.fields, [key]: input } }
        expect(checkForm(values, base, context, 'edit')).toEqual([])
        const patch = toContactPatch(id, values, base, context)
        expect(checkContract(patch, values)).toEqual({ issues: [], rest: [] })
        const answer = await stack.proxy.inject({
          method: 'PATCH',
          url: `/api/sources/${name}/contacts`,
          headers: origin,
          payload: { items: [{ ...patch, name: 'Ada' }] },
        })
        expect(answer.json()).toMatchObject({ results: [{ status: 'changed' }] })
        const after = (await read()).fields[key]
        expect(after && toFieldValues(after, context.timeZone)).toEqual(
          toFieldValues(input, context.timeZone),
        )
      }
      await fc.assert(fc.asyncProperty(inputOf(definition, empty), put), { numRuns: 12 })
      await put(empty)
    }
  })
})
