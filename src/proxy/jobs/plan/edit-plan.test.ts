import { describe, expect, it } from 'vitest'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { isSameContent } from '#contract/api/field-entries.ts'
import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import type { ContactSnapshot, JobPatch } from '#contract/api/job-rows.ts'
import { planEdit } from './edit-plan.ts'
import { contentOf, valuesOf } from './field-image.ts'
import { inverseOf } from './undo-plan.ts'

const aField = (id: number, type: string): FieldDefinition => ({
  id,
  name: type,
  code: null,
  type,
  options: [
    { id: 1, label: 'One', code: 'one' },
    { id: 2, label: 'Two', code: null },
    { id: 3, label: 'Three', code: null },
  ],
  currency: 'RUB',
  isReadOnly: false,
})
const types = [
  'text',
  'numeric',
  'checkbox',
  'select',
  'multiselect',
  'multitext',
  'date',
  'date_time',
  'smart_address',
  'legal_entity',
  'monetary',
  'url',
]
const definitions = types.map((type, index) => aField(index + 1, type))
const idOf = (type: string) => types.indexOf(type) + 1

function ada(fields: Record<string, FieldContent> = {}, parts: Partial<ContactDetail> = {}) {
  const contact: ContactDetail = {
    id: 5,
    name: 'Ada',
    firstName: 'Ada',
    lastName: '',
    phones: [{ value: '+7999', kind: 'WORK' }],
    emails: [],
    company: null,
    responsible: { id: 77, name: 'Grace' },
    tags: [{ id: 1, name: 'old' }],
    createdAt: '2026-11-20T10:00:00Z',
    updatedAt: null,
    createdBy: null,
    updatedBy: null,
    nextTaskAt: null,
    isUnsorted: false,
    fields: Object.entries(fields).map(([type, content]) => ({
      id: idOf(type),
      name: type,
      code: null,
      type,
      content,
    })),
    counts: { leads: 0, customers: 0, catalogElements: 0 },
    identity: null,
    variables: null,
    url: null,
    ...parts,
  }
  return contact
}
const plan = (patch: JobPatch, now: ContactDetail, before?: ContactSnapshot) =>
  planEdit({ patch, before }, now, definitions)
const write = (type: string, ...values: { value?: string; option?: number; kind?: string }[]) => ({
  fields: [{ id: idOf(type), values }],
})

describe('a change', () => {
  const contents: [string, FieldContent, { value?: string; option?: number; kind?: string }[]][] = [
    ['text', { kind: 'text', values: ['a '] }, [{ value: 'a' }]],
    ['numeric', { kind: 'number', value: '12.5' }, [{ value: '12.50' }]],
    ['checkbox', { kind: 'checkbox', value: true }, [{ value: 'true' }]],
    ['select', { kind: 'options', labels: ['Two'] }, [{ option: 2 }]],
    ['multiselect', { kind: 'options', labels: ['Two', 'One'] }, [{ option: 1 }, { value: 'Two' }]],
    ['multitext', { kind: 'multitext', values: [{ value: 'x', kind: 'WORK' }] }, [{ value: 'x' }]],
    ['date', { kind: 'date', value: '2026-01-31' }, [{ value: '2026-01-31' }]],
    [
      'date_time',
      { kind: 'dateTime', value: '2026-01-31T10:00:00.000Z' },
      [{ value: '2026-01-31T13:00:00+03:00' }],
    ],
    [
      'smart_address',
      { kind: 'address', parts: [{ part: 'city', value: 'Omsk' }] },
      [{ value: 'Omsk', kind: 'city' }],
    ],
    ['monetary', { kind: 'money', value: '5.00', currency: 'RUB' }, [{ value: '5' }]],
    ['url', { kind: 'link', values: ['https://a.example'] }, [{ value: 'https://a.example' }]],
  ]

  it.each(contents)('of a %s to its current value sends nothing', (type, content, values) => {
    expect(plan(write(type, ...values), ada({ [type]: content })).fields).toEqual([])
  })

  it.each(contents)('of a %s is recognised again and can be undone', (type, content, values) => {
    const { patch, base, after, fields } = plan(write(type, ...values), ada())
    expect(fields).toEqual([`fields.${idOf(type)}`])
    expect(patch.fields).toEqual([{ id: idOf(type), values }])
    expect(base.fields).toEqual([{ id: idOf(type), content: null }])
    expect(isSameContent(after.fields?.[0]?.content ?? null, content)).toBe(true)
    // The other way round: from what it was to nothing, and back.
    const cleared = plan({ fields: [{ id: idOf(type), values: null }] }, ada({ [type]: content }))
    const undo = inverseOf(5, cleared.base, cleared.after)
    const back = plan(undo.row.patch, ada(), undo.row.before)
    const written = back.patch.fields?.[0]?.values ?? null
    const definition = definitions.find(({ id }) => id === idOf(type)) ?? aField(0, '')
    expect(isSameContent(contentOf(written, definition), content)).toBe(true)
  })

  it('adds to and takes from fields of several values, and nothing else', () => {
    const now = ada({ multiselect: { kind: 'options', labels: ['One', 'Two'] } })
    const edit = { id: idOf('multiselect'), add: [{ option: 3 }], remove: [{ option: 1 }] }
    expect(plan({ fields: [edit] }, now).patch.fields).toEqual([
      { id: idOf('multiselect'), values: [{ value: 'Two' }, { option: 3 }] },
    ])
    const wrong = { id: idOf('text'), add: [{ value: 'x' }] }
    expect(plan({ fields: [wrong] }, now).reasons).toMatchObject([{ code: 'unsupported' }])
    const strange = { id: 99, values: null }
    expect(plan({ fields: [strange] }, now).reasons).toMatchObject([{ code: 'no_field' }])
  })

  it('sends tags by what comes and goes, never the whole list', () => {
    const now = ada({}, { tags: ['a', 'b'].map((name) => ({ id: null, name })) })
    expect(plan({ tags: { set: ['b', 'c'] } }, now).patch.tags).toEqual({
      add: ['c'],
      remove: ['a'],
    })
    expect(plan({ tags: { add: ['c'], remove: ['x'] } }, now).patch.tags).toEqual({ add: ['c'] })
  })

  it('removes a phone by its text whatever its kind', () => {
    expect(plan({ phones: { remove: ['+7999'] } }, ada()).patch.phones).toEqual([])
    expect(plan({ phones: { remove: ['+7000'] } }, ada()).fields).toEqual([])
  })
})

describe('a conflict', () => {
  it('is reported by field with the seen, the requested and the current value', () => {
    const { conflicts } = plan(
      { responsible: 1, name: 'B', ...write('select', { option: 1 }) },
      ada({ select: { kind: 'options', labels: ['Three'] } }),
      {
        responsible: 2,
        name: 'Ada',
        fields: [{ id: idOf('select'), content: { kind: 'options', labels: ['Two'] } }],
      },
    )
    expect(conflicts).toEqual([
      { field: 'responsible', before: 2, mine: 1, theirs: 77 },
      {
        field: `fields.${idOf('select')}`,
        before: { kind: 'options', labels: ['Two'] },
        mine: { kind: 'options', labels: ['One'] },
        theirs: { kind: 'options', labels: ['Three'] },
      },
    ])
  })

  it('is none where both made the same change, or the seen value is unknown', () => {
    expect(plan({ name: 'Ada' }, ada(), { name: 'Old' })).toMatchObject({
      conflicts: [],
      fields: [],
    })
    expect(plan({ name: 'New' }, ada())).toMatchObject({ conflicts: [], fields: ['name'] })
  })

  it('is one of phones only where both replaced the same one', () => {
    const before = { phones: [{ value: '+7', kind: 'WORK' }] }
    const mine = { phones: { set: [{ value: '+8', kind: 'WORK' }] } }
    const replaced = ada({}, { phones: [{ value: '+9', kind: 'WORK' }] })
    expect(plan(mine, replaced, before).conflicts).toHaveLength(1)
    const both = [...before.phones, { value: '+9', kind: 'WORK' }]
    expect(plan(mine, ada({}, { phones: both }), before).patch.phones).toEqual([
      { value: '+9', kind: 'WORK' },
      { value: '+8', kind: 'WORK' },
    ])
  })
})

it('names what cannot be written again', () => {
  const content: FieldContent = { kind: 'file', files: [{ name: 'a.pdf', bytes: 1 }] }
  expect(valuesOf(content)).toBeUndefined()
  const fields = [{ id: 1, content }]
  const { unwritable } = inverseOf(5, { fields }, { fields: [{ id: 1, content: null }] })
  expect(unwritable).toEqual(['fields.1'])
})

describe('a name beside its parts', () => {
  const plan = (patch: JobPatch) =>
    planEdit(
      { patch },
      ada({}, { name: 'Ada King', firstName: 'Ada', lastName: 'King' }),
      definitions,
    )

  it('is what the parts make of it, and nothing else is promised', () => {
    const agreed = plan({ name: 'Bea King', firstName: 'Bea' })
    expect(agreed.reasons).toEqual([])
    expect(agreed.fields).toEqual(['firstName'])
    expect(agreed.after).toEqual({ firstName: 'Bea' })
  })

  it('is rejected where it differs', () => {
    expect(plan({ name: 'A', firstName: 'Bea' }).reasons).toMatchObject([
      { field: 'name', code: 'name_of_parts' },
    ])
  })
})
