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
      'nothing for a number written otherwise',
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
      'null for a field that is cleared',
      { attribute: 'phones', clear: true },
      {},
      { values: { phones: null } },
    ],
    [
      'nothing for an empty field that is cleared',
      { attribute: 'emails', clear: true },
      {},
      nothing,
    ],
    [
      'the whole list, kinds kept, for a phone that is added',
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
      'nothing for a phone that is there',
      { attribute: 'phones', add: pointsValue('+7999') },
      {},
      nothing,
    ],
    [
      'the kind of the phone that another replaces',
      { attribute: 'phones', replace: { from: pointsValue('+7999'), to: pointsValue('+7888') } },
      {},
      {
        values: {
          phones: { kind: 'contactPoints', items: [{ value: '+7888', kind: 'WORK', kindId: 1 }] },
        },
      },
    ],
    [
      'options by their ids',
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
      'null for nobody responsible',
      { attribute: 'responsible', clear: true },
      {},
      { values: { responsible: null } },
    ],
    [
      'another in the place of one who is responsible',
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
      'a company in the place of another',
      { attribute: 'company', set: companyValue(8) },
      {},
      { link: [{ target: 'companies', id: 8 }], unlink: [] },
    ],
    [
      'what takes a company off',
      { attribute: 'company', clear: true },
      {},
      { link: [], unlink: [{ target: 'companies', id: 7 }] },
    ],
    [
      'what takes off the company that is named',
      { attribute: 'company', remove: companyValue(7) },
      {},
      { unlink: [{ target: 'companies', id: 7 }] },
    ],
    [
      'nothing for a company that is another one by now',
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
      'an element with the quantity asked for',
      { attribute: 'catalogElements', add: element(5) },
      { links: { catalogElements: [{ id: 71, catalog: 8, quantity: 2 }] } },
      { link: [{ target: 'catalogElements', id: 71, catalog: 8, quantity: 5 }], unlink: [] },
    ],
    [
      'nothing for an element that is there, however many',
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

describe('what others changed since it was seen', () => {
  const phones = (...texts: string[]) => ({
    phones: texts.map((value) => ({ value, kind: 'WORK', kindId: 1 })),
  })
  const cases: [string, Change, Snapshot, ContactParts, string][] = [
    ['a text, to another one', setText('name', 'Eve'), { name: textValue('Ann') }, {}, 'conflict'],
    ['a text, to the same', setText('name', 'Ada'), { name: textValue('Ann') }, {}, 'unchanged'],
    ['another attribute', setText('field:1', 'x'), { 'field:1': null }, { name: 'Eve' }, 'changed'],
    [
      'what was empty',
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
    ['what nobody says they saw', setText('name', 'Eve'), {}, {}, 'changed'],
  ]
  it.each(cases)('is told: %s', (_, change, before, now, expected) => {
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

  it('is shown beside what was asked for', () => {
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

describe('what is wrong in itself', () => {
  const cases: [string, Change[], object[]][] = [
    [
      'a field the account has not',
      [setText('field:99', 'x')],
      [{ attribute: 'field:99', code: 'no_such_field' }],
    ],
    [
      'what is only shown',
      [{ attribute: 'field:4', clear: true }, setText('field:5', 'x')],
      [{ code: 'read_only' }, { code: 'read_only' }],
    ],
    [
      'a value of another kind',
      [{ attribute: 'field:2', set: textValue('x') }],
      [{ code: 'invalid_format' }],
    ],
    [
      'something added to what holds one value',
      [{ attribute: 'field:1', add: textValue('x') }],
      [{ code: 'unsupported' }],
    ],
    [
      'an e-mail that is none, by its place',
      [{ attribute: 'emails', set: pointsValue('a@b.example', 'nobody') }],
      [{ attribute: 'emails', index: 1, code: 'email' }],
    ],
    [
      'an attribute that is named twice',
      [setText('field:1', 'a'), setText('field:1', 'b')],
      [{ attribute: 'field:1', code: 'duplicate' }],
    ],
    [
      'another name than first and last name make',
      [setText('name', 'X'), setText('firstName', 'Ada')],
      [{ attribute: 'name', code: 'name_of_parts' }],
    ],
  ]
  it.each(cases)('is an issue: %s', (_, changes, expected) => {
    expect(plan(changes).issues).toMatchObject(expected)
    expect(plan(changes).issues).toHaveLength(expected.length)
  })

  it('is nothing that the source holds already', () => {
    const now = contactNow({ emails: [{ value: 'none', kind: 'WORK', kindId: 1 }] })
    const change: Change = { attribute: 'emails', set: pointsValue('none', 'a@b.example') }
    expect(plan([change], now).issues).toEqual([])
  })
})

describe('the name that first and last name make', () => {
  it('is journalled, and not sent', () => {
    const planned = plan([setText('firstName', 'Anna')], contactNow({ name: 'Shop' }))
    expect(planned.write?.values).toEqual({ firstName: textValue('Anna') })
    expect(planned.base).toEqual({ firstName: null, name: textValue('Shop') })
    expect(planned.after).toEqual({ firstName: textValue('Anna'), name: textValue('Anna') })
  })

  it('is in conflict where somebody renamed the contact', () => {
    const before = { firstName: null, name: textValue('Shop') }
    const planned = plan([setText('firstName', 'Anna')], contactNow({ name: 'Another' }), before)
    expect(planned.conflicts).toMatchObject([{ attribute: 'name', theirs: textValue('Another') }])
  })
})
