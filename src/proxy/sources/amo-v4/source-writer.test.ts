import { describe, expect, it } from 'vitest'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactPoint, Value } from '#contract/model/value.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { AmoV4Client } from './client.ts'
import { amoField } from '#contract/upstream/amo-v4/fields.ts'
import { toFieldDefinition } from './field-kinds.ts'
import { createWriter } from './source-writer.ts'

const call = { priority: 'person' } as const
const text = (value: string): Value => ({ kind: 'text', values: [value] })
const noTags = { add: [], remove: [] }

const definitions: FieldDefinition[] = [
  { id: 9003, name: 'Birthday', type: 'birthday' },
  { id: 9004, name: 'Met', type: 'date_time' },
  { id: 9005, name: 'Plan', type: 'select', enums: [{ id: 1, value: 'Base' }] },
  { id: 9006, name: 'Card', type: 'numeric' },
  { id: 9007, name: 'Chain', type: 'chained_list' },
].map((field) => toFieldDefinition(amoField.parse(field)))

type Answer = { id: number; request_id?: string; updated_at?: number }

/** A writer whose source sends the given responses, and the requests it received. */
function writing(answer: Answer[] | SourceError = [{ id: 3, request_id: '0' }]) {
  const sent: unknown[] = []
  const client: Pick<AmoV4Client, 'write'> = {
    write: (_method, items) => {
      sent.push(...items)
      return answer instanceof SourceError
        ? Promise.reject(answer)
        : Promise.resolve({ _embedded: { contacts: answer } })
    },
  }
  const writer = createWriter({
    client,
    fields: () => Promise.resolve(definitions),
    timeZone: () => Promise.resolve('America/Sao_Paulo'),
    tagsWritten: () => {},
    creationLookup: { cursor: () => Promise.reject(new Error()), createdSince: () => nothing() },
  })
  const edit = (values: Record<string, Value | null>, id = 3) =>
    writer.editContacts([{ id, values, tags: noTags }], call, [])
  return { writer, edit, sent }
}
async function* nothing() {}

const fieldsOf = (sent: unknown[]) =>
  sent.flatMap((item) =>
    typeof item === 'object' && item !== null && 'custom_fields_values' in item
      ? item.custom_fields_values
      : [],
  )

describe('what is sent', () => {
  it.each<[string, string, Value | null, unknown]>([
    [
      'a day as its first moment in the zone, if midnight is skipped',
      'field:9003',
      { kind: 'date', value: '1987-10-25' },
      [{ value: 562_129_200 }],
    ],
    [
      'a time as seconds',
      'field:9004',
      { kind: 'dateTime', value: '2026-03-01T10:20:30.000Z' },
      [{ value: 1_772_360_430 }],
    ],
    [
      'an option by its ID',
      'field:9005',
      { kind: 'choice', options: [{ id: 1, code: null, label: 'Base' }] },
      [{ enum_id: 1 }],
    ],
    [
      'an option with only its label',
      'field:9005',
      { kind: 'choice', options: [{ id: null, code: null, label: 'Base' }] },
      [{ value: 'Base' }],
    ],
    [
      'a number of any length with all its digits',
      'field:9006',
      { kind: 'number', value: '4276380012345678999' },
      [{ value: '4276380012345678999' }],
    ],
    ['null for a cleared field', 'field:9006', null, null],
  ])('is %s', async (_, key, value, values) => {
    const { edit, sent } = writing()
    await edit({ [key]: value })
    expect(fieldsOf(sent)).toEqual([{ field_id: Number(key.slice(6)), values }])
  })

  it('includes unchanged phones as read if one of them changes', async () => {
    const { edit, sent } = writing()
    const items: ContactPoint[] = [
      { value: '+79990001155', kind: 'WORK', kindId: 3101 },
      { value: '+79990001102', kind: null, kindId: 3199 },
      { value: '+79990001103', kind: 'MOB', kindId: null },
      { value: '+79990001104', kind: null, kindId: null },
    ]
    await edit({ phones: { kind: 'contactPoints', items } })
    expect(fieldsOf(sent)).toEqual([
      {
        field_code: 'PHONE',
        values: [
          { value: '+79990001155', enum_id: 3101 },
          { value: '+79990001102', enum_id: 3199 },
          { value: '+79990001103', enum_code: 'MOB' },
          { value: '+79990001104' },
        ],
      },
    ])
  })

  it('includes names, the responsible user, and added and removed tags', async () => {
    const { writer, sent } = writing()
    const values = {
      name: text('Ada Lovelace'),
      firstName: text('Ada'),
      lastName: null,
      responsible: null,
    }
    await writer.editContacts(
      [{ id: 3, values, tags: { add: ['new'], remove: ['old'] } }],
      call,
      [],
    )
    expect(sent).toEqual([
      {
        id: 3,
        name: 'Ada Lovelace',
        first_name: 'Ada',
        last_name: '',
        responsible_user_id: 0,
        tags_to_add: [{ name: 'new' }],
        tags_to_delete: [{ name: 'old' }],
        request_id: '0',
      },
    ])
  })

  it('includes no empty values of a new contact', async () => {
    const { writer, sent } = writing()
    const values = { name: text('Ada'), phones: null, 'field:9006': null }
    await writer.createContacts([{ values, tags: ['vip'] }], call)
    expect(sent).toEqual([{ name: 'Ada', _embedded: { tags: [{ name: 'vip' }] }, request_id: '0' }])
  })
})

describe('an invalid change', () => {
  it.each<[string, string, Value, string]>([
    [
      'a year of two digits',
      'field:9003',
      { kind: 'date', value: '0090-02-01' },
      'year_out_of_range',
    ],
    ['no day', 'field:9003', { kind: 'date', value: '2026-02-31' }, 'date'],
    [
      'a time outside of the supported years',
      'field:9004',
      { kind: 'dateTime', value: '-003531-02-01T00:00:00Z' },
      'year_out_of_range',
    ],
    ['an unknown field', 'field:1', text('x'), 'no_such_field'],
    ['a read-only value', 'field:9007', { kind: 'unknown', values: ['{}'] }, 'read_only'],
    ['a value of another kind', 'field:9006', text('x'), 'invalid_format'],
    [
      'an attribute that is written as links',
      'company',
      { kind: 'company', id: 1, name: null },
      'unsupported',
    ],
    [
      'an attribute set by the source',
      'createdAt',
      { kind: 'dateTime', value: '2026-03-01T10:20:30Z' },
      'read_only',
    ],
  ])('is never sent: %s', async (_, key, value, code) => {
    const { edit, sent } = writing()
    expect(await edit({ [key]: value })).toMatchObject([
      { status: 'rejected', issues: [{ attribute: key, code }] },
    ])
    expect(sent).toEqual([])
  })

  it('does not affect the others', async () => {
    const { writer, sent } = writing([{ id: 4, request_id: '0' }])
    const edits = [
      { id: 3, values: { 'field:1': text('x') }, tags: noTags },
      { id: 4, values: { name: text('Ada') }, tags: noTags },
    ]
    expect(await writer.editContacts(edits, call, [])).toMatchObject([
      { status: 'rejected' },
      { status: 'changed', id: 4 },
    ])
    expect(sent).toHaveLength(1)
  })
})

describe('a response', () => {
  const two = [3, 4].map((id) => ({ id, values: { name: text('x') }, tags: noTags }))
  const updatedAt = '2023-11-14T22:13:20.000Z'

  it.each<[string, Answer[]]>([
    [
      'by request ID',
      [
        { id: 4, request_id: '1', updated_at: 1.7e9 },
        { id: 3, request_id: '0' },
      ],
    ],
    ['by ID, as in the documents', [{ id: 4, updated_at: 1.7e9 }, { id: 3 }]],
  ])('is interpreted %s', async (_, answer) => {
    const { writer } = writing(answer)
    expect(await writer.editContacts(two, call, [])).toEqual([
      { status: 'changed', id: 3, updatedAt: null },
      { status: 'changed', id: 4, updatedAt },
    ])
  })

  it('is an unknown outcome for an item that it lacks', async () => {
    const { writer } = writing([{ id: 3 }, { id: 5 }])
    await expect(writer.editContacts(two, call, [])).rejects.toMatchObject({
      mayHaveHappened: true,
    })
  })

  it('assigns creates in order if it has no request IDs, with their times', async () => {
    const drafts = [1, 2].map(() => ({ values: { name: text('x') }, tags: [] }))
    const { writer } = writing([{ id: 7, updated_at: 1.7e9 }, { id: 8 }])
    expect(await writer.createContacts(drafts, call)).toEqual([
      { status: 'created', id: 7, updatedAt },
      { status: 'created', id: 8, updatedAt: null },
    ])
    const one = writing([{ id: 7 }])
    await expect(one.writer.createContacts(drafts, call)).rejects.toMatchObject({
      mayHaveHappened: true,
    })
  })
})
