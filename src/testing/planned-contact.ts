import type { ContactDetail } from '#contract/api/contacts.ts'
import { attributesOf } from '#contract/model/attribute.ts'
import type { AttributeSupport } from '#contract/model/attribute-support.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Value } from '#contract/model/value.ts'
import type { ContactLinks, SourceSnapshot } from '#proxy/sources/source.ts'

const field = (id: number, parts: Partial<FieldDefinition>): FieldDefinition => ({
  id,
  name: `Field ${id}`,
  code: null,
  kind: 'text',
  isMany: false,
  isMultiline: false,
  role: null,
  options: [],
  currency: null,
  isReadOnly: false,
  sourceType: 'any',
  maxLength: null,
  ...parts,
})
const options = ['One', 'Two', 'Three'].map((label, index) => ({
  id: index + 1,
  code: null,
  label,
}))
const definitions = [
  field(1, {}),
  field(2, { kind: 'number' }),
  field(3, { kind: 'choice', isMany: true, options }),
  field(4, { kind: 'files' }),
  field(5, { isReadOnly: true }),
]
const support: AttributeSupport = {
  knows: {
    updatedAt: true,
    responsible: true,
    company: true,
    tags: true,
    nextTask: true,
    authors: true,
  },
  sections: ['leads', 'customers', 'catalogElements'],
  writes: {
    edit: true,
    nameParts: true,
    tags: true,
    links: ['leads', 'customers', 'companies', 'catalogElements'],
  },
}
export const attributes = attributesOf(support, definitions)

export const choice = (...ids: number[]): Value => ({
  kind: 'choice',
  options: options.filter(({ id }) => ids.includes(id)),
})
export const number = (value: string): Value => ({ kind: 'number', value })
export const element = (quantity: number | null): Value => ({
  kind: 'links',
  items: [{ target: 'catalogElements', id: 71, catalog: 8, quantity }],
})

export type ContactParts = Partial<ContactDetail> & {
  links?: Partial<ContactLinks>
  values?: Snapshot
}

/** Ada, with a phone and a tag, at company 7, and with the given values. */
export function contactNow({ links, values = {}, ...parts }: ContactParts = {}): SourceSnapshot {
  const fields = Object.entries(values).flatMap(([key, value]) =>
    value
      ? [
          {
            id: Number(key.slice('field:'.length)),
            name: key,
            code: null,
            kind: value.kind,
            sourceType: 'any',
            role: null,
            value,
          },
        ]
      : [],
  )
  return {
    detail: {
      id: 5,
      name: 'Ada',
      firstName: '',
      lastName: '',
      phones: [{ value: '+7999', kind: 'WORK', kindId: 1 }],
      emails: [],
      company: { id: 7, name: 'Engines' },
      responsible: { id: 77, name: 'Grace' },
      tags: [{ id: 1, name: 'old' }],
      createdAt: '2026-11-20T10:00:00.000Z',
      unreadable: [],
      updatedAt: '2026-11-20T10:00:00.000Z',
      createdBy: null,
      updatedBy: null,
      nextTaskAt: null,
      isUnsorted: false,
      fields,
      counts: { leads: 0, customers: 0, catalogElements: 0 },
      identity: null,
      variables: null,
      url: null,
      ...parts,
    },
    links: { leads: [], customers: [], companies: [7], catalogElements: [], ...links },
    readAt: 0,
  }
}
