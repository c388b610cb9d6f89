import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contact, ContactDetail } from '#contract/api/contacts.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Match } from '#contract/api/matches.ts'
import { planMatching, type Decision, type PlanContext } from './matching-plan.ts'

const nobody = {
  company: null,
  responsible: null,
  tags: [],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: null,
  createdBy: null,
  updatedBy: null,
  nextTaskAt: null,
  fields: [],
}
const contact = (id: number, more: Partial<Contact> = {}): Contact => ({
  ...nobody,
  id,
  name: `Contact ${id}`,
  phones: [],
  emails: [],
  ...more,
})
const person = (id: number, more: Partial<ContactDetail> = {}): ContactDetail => ({
  ...contact(id, { name: `Person ${id}` }),
  firstName: '',
  lastName: '',
  isUnsorted: false,
  fields: [],
  counts: { leads: 0, customers: 0, catalogElements: 0 },
  identity: { bot: 1, messenger: 'telegram', id: `${id}00`, username: `user${id}` },
  variables: [],
  unreadable: [],
  url: null,
  ...more,
})
const reason = { kind: 'phone', value: '+7' } as const
const match = (id: number, of: number[], more: Partial<Match> = {}): Match => ({
  botContact: person(id),
  candidates: of.map((item) => ({ contact: contact(item), reasons: [reason] })),
  isComplete: true,
  keys: [`telegram:user${id}`],
  ...more,
})

const field = (id: number, own: Partial<FieldDefinition> = {}): FieldDefinition => ({
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
  ...own,
})
const points = { kind: 'contactPoints', isMany: true } as const
const context: PlanContext = {
  definitions: [
    field(1, { ...points, role: 'phones' }),
    field(2, { ...points, options: [{ id: 1, label: 'Other', code: 'OTHER' }] }),
    field(3),
  ],
  mapping: { utm_source: 3, utm_medium: 99 },
}
const nothing = new Map<number, Decision>()
const plan = (matches: Match[], decisions: ReadonlyMap<number, Decision> = nothing) =>
  planMatching(matches, decisions, context)

const utm = (code: string, value: string) => ({
  id: 7,
  name: code,
  code,
  kind: 'text' as const,
  role: null,
  sourceType: 'text',
  value: { kind: 'text' as const, values: [value] },
})

const phone = (value: string) => ({
  kind: 'contactPoints',
  items: [{ value, kind: null, kindId: null }],
})

describe('bot contacts', () => {
  it('become a contact with all their values if none matches', () => {
    const ada = person(1, {
      phones: [{ value: '79991234567', kind: null, kindId: null }],
      emails: [{ value: 'ada@example.com', kind: null, kindId: null }],
      tags: [{ id: null, name: 'vip' }],
      fields: [utm('utm_source', 'landing'), utm('utm_medium', 'lost'), utm('utm_term', 'x')],
    })
    expect(plan([match(1, [], { botContact: ada })])).toEqual([
      {
        action: 'create',
        draft: {
          changes: [
            { attribute: 'name', set: { kind: 'text', values: ['Person 1'] } },
            { attribute: 'phones', set: phone('+79991234567') },
            {
              attribute: 'emails',
              set: {
                kind: 'contactPoints',
                items: [{ value: 'ada@example.com', kind: null, kindId: null }],
              },
            },
            { attribute: 'tags', set: { kind: 'tags', items: [{ id: null, name: 'vip' }] } },
            {
              attribute: 'field:2',
              set: {
                kind: 'contactPoints',
                items: [{ value: '@user1', kind: 'OTHER', kindId: 1 }],
              },
            },
            { attribute: 'field:3', set: { kind: 'text', values: ['landing'] } },
          ],
        },
      },
    ])
  })

  it('fill only empty attributes, on condition that they are still empty', () => {
    const ada = person(1, {
      phones: [{ value: '79991234567', kind: null, kindId: null }],
      emails: [{ value: 'ada@example.com', kind: null, kindId: null }],
      fields: [utm('utm_source', 'landing')],
    })
    const known = contact(11, {
      emails: [{ value: 'old@example.com', kind: null, kindId: null }],
      fields: [
        {
          id: 2,
          value: {
            kind: 'contactPoints',
            items: [{ value: '@ada', kind: null, kindId: null }],
          },
        },
      ],
    })
    const candidates = [{ contact: known, reasons: [reason] }]
    const [made] = plan([match(1, [], { botContact: ada, candidates })])
    expect(made).toMatchObject({
      action: 'fill',
      attributes: ['phones', 'field:3'],
      row: {
        id: 11,
        changes: [
          { attribute: 'phones', set: phone('+79991234567') },
          { attribute: 'field:3', set: { kind: 'text', values: ['landing'] } },
        ],
        before: { phones: null, 'field:3': null },
      },
    })
  })

  it.each([
    ['many', [match(1, [11, 12])]],
    ['incomplete', [match(1, [], { isComplete: false })]],
    ['incomplete', [match(1, [11], { isComplete: false })]],
    ['shared', [match(1, [11]), match(2, [11])]],
    ['shared', [match(1, [11]), match(2, [11, 12])]],
    ['duplicate', [match(1, [], { keys: ['phone:7999'] }), match(2, [], { keys: ['phone:7999'] })]],
  ] as const)('require a decision of the user: %s', (doubt, matches) => {
    expect(plan([...matches])[0]).toEqual({ action: 'ambiguous', doubt })
  })

  it('follow the decision of the user', () => {
    const two = [match(1, [11, 12]), match(2, [11])]
    const planned = plan(two, new Map<number, Decision>([[1, 12]]))
    expect(planned).toMatchObject([
      { action: 'fill', contact: { id: 12 } },
      { action: 'ambiguous', doubt: 'shared' },
    ])
    expect(plan(two, new Map<number, Decision>([[1, 'skip']]))).toMatchObject([
      { action: 'skip' },
      { action: 'fill', contact: { id: 11 } },
    ])
    // Two bot contacts assigned to one contact: it is written once.
    const both = new Map<number, Decision>([
      [1, 11],
      [2, 11],
    ])
    expect(plan(two, both).map(({ action }) => action)).toEqual(['fill', 'ambiguous'])
  })

  it('never create two contacts for one, and never change a contact twice', () => {
    const some = fc.array(
      fc.record({
        of: fc.uniqueArray(fc.integer({ min: 11, max: 14 }), { maxLength: 3 }),
        keys: fc.uniqueArray(fc.constantFrom('phone:1', 'phone:2', 'email:a', 'email:b'), {
          maxLength: 2,
        }),
        isComplete: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(some, (people) => {
        const matches = people.map(({ of, keys, isComplete }, index) =>
          match(index + 1, of, { keys, isComplete }),
        )
        const plans = plan(matches)
        const touched = plans.flatMap((item) => (item.action === 'fill' ? [item.contact.id] : []))
        expect(new Set(touched).size).toBe(touched.length)
        const created = matches.filter((_, index) => plans[index]?.action === 'create')
        const keys = created.flatMap((item) => item.keys)
        expect(new Set(keys).size).toBe(keys.length)
        for (const [index, { candidates, isComplete }] of matches.entries()) {
          const isSure = isComplete && candidates.length <= 1
          expect(isSure || plans[index]?.action === 'ambiguous').toBe(true)
        }
      }),
    )
  })
})
