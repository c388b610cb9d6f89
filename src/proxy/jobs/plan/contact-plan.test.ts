import { describe, expect, it } from 'vitest'
import type { Change } from '#contract/model/change.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import {
  attributes,
  choice,
  contactNow,
  element,
  number,
  type ContactParts,
} from '#testing/planned-contact.ts'
import {
  companyValue,
  leadsValue,
  pointsValue,
  setText,
  tagsValue,
  textValue,
} from '#testing/values.ts'
import { planContact } from './contact-plan.ts'

const plan = (changes: Change[], now = contactNow(), before?: Snapshot) =>
  planContact({ edit: { changes, ...(before && { before }) }, now, attributes })

describe('what is sent', () => {
  const nothing = { write: null, link: [], unlink: [] }
  const cases: [string, Change, ContactParts, object][] = [
    ['a text that differs', setText('name', 'Eve'), {}, { values: { name: textValue('Eve') } }],
    ['nothing for the same text', setText('name', ' Ada '), {}, nothing],
    [
      'nothing for a number in another notation',
      { attribute: 'field:2', set: number('012.50') },
      { values: { 'field:2': number('12.5') } },
      nothing,
    ],
    [
      'every digit of a long number',
      { attribute: 'field:2', set: number('4276380012345678999') },
      { values: { 'field:2': number('4276380012345678901') } },
      { values: { 'field:2': number('4276380012345678999') } },
    ],
    [
      'null for a cleared field',
      { attribute: 'phones', clear: true },
      {},
      { values: { phones: null } },
    ],
    ['nothing for clearing an empty field', { attribute: 'emails', clear: true }, {}, nothing],
    [
      'the whole list with its kinds for an added phone',
      { attribute: 'phones', add: pointsValue('+7888') },
      {},
      {
        values: {
          phones: {
            kind: 'contactPoints',
            items: [
              { value: '+7999', kind: 'WORK', kindId: 1 },
              { value: '+7888', kind: null, kindId: null },
            ],
          },
        },
      },
    ],
    [
      'nothing for an existing phone',
      { attribute: 'phones', add: pointsValue('+7999') },
      {},
      nothing,
    ],
    [
      'the kind of a replaced phone',
      { attribute: 'phones', replace: { from: pointsValue('+7999'), to: pointsValue('+7888') } },
      {},
      {
        values: {
          phones: { kind: 'contactPoints', items: [{ value: '+7888', kind: 'WORK', kindId: 1 }] },
        },
      },
    ],
    [
      'options by their IDs',
      { attribute: 'field:3', add: choice(3), remove: choice(1) },
      { values: { 'field:3': choice(1, 2) } },
      { values: { 'field:3': choice(2, 3) } },
    ],
    [
      'tags one by one',
      { attribute: 'tags', set: tagsValue('new') },
      {},
      { tags: { add: ['new'], remove: ['old'] }, values: {} },
    ],
    [
      'null for no responsible user',
      { attribute: 'responsible', clear: true },
      {},
      { values: { responsible: null } },
    ],
    [
      'the new responsible user',
      {
        attribute: 'responsible',
        replace: {
          from: { kind: 'user', id: 77, name: null },
          to: { kind: 'user', id: 78, name: null },
        },
      },
      {},
      { values: { responsible: { kind: 'user', id: 78, name: null } } },
    ],
    [
      'a company that replaces another one',
      { attribute: 'company', set: companyValue(8) },
      {},
      { link: [{ target: 'companies', id: 8 }], unlink: [] },
    ],
    [
      'the unlinking of a company',
      { attribute: 'company', clear: true },
      {},
      { link: [], unlink: [{ target: 'companies', id: 7 }] },
    ],
    [
      'the unlinking of the given company',
      { attribute: 'company', remove: companyValue(7) },
      {},
      { unlink: [{ target: 'companies', id: 7 }] },
    ],
    [
      'nothing for unlinking a company that was replaced since',
      { attribute: 'company', remove: companyValue(8) },
      {},
      nothing,
    ],
    [
      'leads to link and to unlink',
      { attribute: 'leads', add: leadsValue(45), remove: leadsValue(46) },
      { links: { leads: [46, 47] } },
      { link: [{ target: 'leads', id: 45 }], unlink: [{ target: 'leads', id: 46 }] },
    ],
    [
      'an element with the requested quantity',
      { attribute: 'catalogElements', add: element(5) },
      { links: { catalogElements: [{ id: 71, catalog: 8, quantity: 2 }] } },
      { link: [{ target: 'catalogElements', id: 71, catalog: 8, quantity: 5 }], unlink: [] },
    ],
    [
      'nothing for an existing element, whatever its quantity',
      { attribute: 'catalogElements', add: element(null) },
      { links: { catalogElements: [{ id: 71, catalog: 8, quantity: 2 }] } },
      nothing,
    ],
  ]
  it.each(cases)('is %s', (_, change, now, expected) => {
    const planned = plan([change], contactNow(now))
    expect(planned.issues).toEqual([])
    const { write, link, unlink } = planned
    expect({ write, link, unlink, ...write }).toMatchObject(expected)
  })
})

describe('a change by others since it was displayed', () => {
  const phones = (...texts: string[]) => ({
    phones: texts.map((value) => ({ value, kind: 'WORK', kindId: 1 })),
  })
  const cases: [string, Change, Snapshot, ContactParts, string][] = [
    ['a text, to another one', setText('name', 'Eve'), { name: textValue('Ann') }, {}, 'conflict'],
    ['a text, to the same', setText('name', 'Ada'), { name: textValue('Ann') }, {}, 'unchanged'],
    ['another attribute', setText('field:1', 'x'), { 'field:1': null }, { name: 'Eve' }, 'changed'],
    [
      'an empty attribute',
      setText('field:1', 'x'),
      { 'field:1': null },
      { values: { 'field:1': textValue('y') } },
      'conflict',
    ],
    [
      'a list, by another item',
      { attribute: 'phones', set: pointsValue('1', '2') },
      { phones: pointsValue('1') },
      phones('1', '3'),
      'merged',
    ],
    [
      'a list, by the same item',
      { attribute: 'phones', set: pointsValue('1', '2') },
      { phones: pointsValue('1') },
      phones('1', '2'),
      'unchanged',
    ],
    [
      'an item, to something else',
      { attribute: 'phones', set: pointsValue('2') },
      { phones: pointsValue('1') },
      phones('3'),
      'conflict',
    ],
    [
      'a list that items are added to',
      { attribute: 'phones', add: pointsValue('2') },
      { phones: pointsValue('1') },
      phones('3'),
      'merged',
    ],
    [
      'the company',
      { attribute: 'company', set: companyValue(8) },
      { company: null },
      {},
      'conflict',
    ],
    ['an attribute without a displayed value', setText('name', 'Eve'), {}, {}, 'changed'],
  ]
  it.each(cases)('is handled: %s', (_, change, before, now, expected) => {
    const planned = plan([change], contactNow(now), before)
    const { conflicts, merged, attributes: written } = planned
    const is =
      conflicts.length > 0
        ? 'conflict'
        : merged.length > 0
          ? 'merged'
          : written.length > 0
            ? 'changed'
            : 'unchanged'
    expect(is).toBe(expected)
  })

  it('is shown beside the requested value', () => {
    const { conflicts } = plan([setText('name', 'Eve')], contactNow(), { name: textValue('Ann') })
    expect(conflicts).toEqual([
      {
        attribute: 'name',
        before: textValue('Ann'),
        mine: textValue('Eve'),
        theirs: textValue('Ada'),
      },
    ])
  })
})

describe('an invalid change', () => {
  const cases: [string, Change[], object[]][] = [
    [
      'a field that the account does not have',
      [setText('field:99', 'x')],
      [{ attribute: 'field:99', code: 'no_such_field' }],
    ],
    [
      'a read-only attribute',
      [{ attribute: 'field:4', clear: true }, setText('field:5', 'x')],
      [{ code: 'read_only' }, { code: 'read_only' }],
    ],
    [
      'a value of another kind',
      [{ attribute: 'field:2', set: textValue('x') }],
      [{ code: 'invalid_format' }],
    ],
    [
      'adding to an attribute with a single value',
      [{ attribute: 'field:1', add: textValue('x') }],
      [{ code: 'unsupported' }],
    ],
    [
      'an e-mail that is too long, by its index',
      [{ attribute: 'emails', set: pointsValue('a@b.example', 'a'.repeat(257)) }],
      [{ attribute: 'emails', index: 1, code: 'too_long' }],
    ],
    [
      'an attribute that occurs twice',
      [setText('field:1', 'a'), setText('field:1', 'b')],
      [{ attribute: 'field:1', code: 'duplicate' }],
    ],
    [
      'a full name that differs from first and last name',
      [setText('name', 'X'), setText('firstName', 'Ada')],
      [{ attribute: 'name', code: 'name_of_parts' }],
    ],
  ]
  it.each(cases)('is an issue: %s', (_, changes, expected) => {
    expect(plan(changes).issues).toMatchObject(expected)
    expect(plan(changes).issues).toHaveLength(expected.length)
  })

  it('does not include values that the source has already', () => {
    const long = 'a'.repeat(257)
    const now = contactNow({ emails: [{ value: long, kind: 'WORK', kindId: 1 }] })
    const change: Change = { attribute: 'emails', set: pointsValue(long, 'a@b.example') }
    expect(plan([change], now).issues).toEqual([])
  })
})
