import { describe, expect, it } from 'vitest'
import type { AttributeSupport } from './attribute-support.ts'
import { attributesOf, readAttributeKey } from './attribute.ts'

const nothing: AttributeSupport = {
  knows: {
    updatedAt: false,
    responsible: false,
    company: false,
    tags: false,
    nextTask: false,
    authors: false,
  },
  sections: [],
  writes: null,
}

it.each([
  ['phones', 'phones'],
  ['phone', 'phones'],
  ['links.companies', 'company'],
  ['f77', 'field:77'],
  ['fields.77', 'field:77'],
  ['field:77', 'field:77'],
  ['field:077', undefined],
  ['field:0', undefined],
  ['', undefined],
  ['toString', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
  ['hasOwnProperty', undefined],
])('reads the key %o as %o', (text, key) => {
  expect(readAttributeKey(text)).toBe(key)
})

describe('the attributes of a source', () => {
  const keysOf = (support: AttributeSupport) =>
    attributesOf(support, []).map(({ key, isReadOnly }) => `${key}${isReadOnly ? '' : '*'}`)

  it('are the common ones for a source that reports no others', () => {
    expect(keysOf(nothing)).toEqual(['name', 'phones', 'emails', 'createdAt', 'id'])
  })

  it('include those that the source names, also without sections and writes', () => {
    const knows = { ...nothing.knows, more: ['lastName', 'group', 'leads'] as const }
    expect(keysOf({ ...nothing, knows })).toEqual([
      'name',
      'lastName',
      'phones',
      'emails',
      'group',
      'createdAt',
      'leads',
      'id',
    ])
  })

  it("can be written if the source's writes include them", () => {
    const writes = { edit: true, nameParts: true, tags: true, links: ['companies'] }
    const knows = { ...nothing.knows, responsible: true, company: true, authors: true }
    expect(keysOf({ knows, sections: ['leads'], writes })).toEqual([
      'name*',
      'firstName*',
      'lastName*',
      'phones*',
      'emails*',
      'company*',
      'responsible*',
      'tags*',
      'createdAt',
      'createdBy',
      'updatedBy',
      'leads',
      'id',
    ])
  })
})
