import { expect, it } from 'vitest'
import { failedCsv } from '#proxy/jobs/failed-csv.ts'
import { companyValue, leadsValue, pointsValue, tagsValue, textValue } from '#testing/values.ts'
import { joinSnapshots, readImage, readSnapshot, snapshotText } from './journal.ts'
import { readResult } from './stored-results.ts'

it('keeps the first of two images of an attribute, and the attributes of both', () => {
  const first = { name: textValue('a'), 'field:1': null }
  const second = { name: textValue('b'), tags: tagsValue('x'), 'field:1': textValue('b') }
  const joined = joinSnapshots(first, second)
  expect(joined).toEqual({ name: textValue('a'), tags: tagsValue('x'), 'field:1': null })
  expect(readSnapshot(snapshotText(joined))).toEqual(joined)
  expect(joinSnapshots(undefined, second)).toEqual(second)
  expect(readImage(null)).toBeUndefined()
})

it('reads the images of 0.1.0', () => {
  const contact = {
    name: 'Ada',
    lastName: '',
    responsible: null,
    phones: [{ value: '+7999', kind: null }],
    tags: [],
    fields: [
      { id: 1, content: { kind: 'options', labels: ['One'] } },
      { id: 2, content: { kind: 'checkbox', value: true } },
      { id: 3, content: null },
    ],
  }
  expect(readSnapshot(JSON.stringify({ contact }))).toEqual({
    name: textValue('Ada'),
    lastName: null,
    responsible: null,
    phones: pointsValue('+7999'),
    tags: null,
    'field:1': { kind: 'choice', options: [{ id: null, code: null, label: 'One' }] },
    'field:2': { kind: 'flag', value: true },
    'field:3': null,
  })
  const links = [
    { place: 'companies', link: { target: 'companies', id: 7 } },
    { place: 'leads.45', link: { target: 'leads', id: 45 } },
    { place: 'leads.46', link: null },
    { place: 'customers.9', link: null },
  ]
  expect(readSnapshot(JSON.stringify({ links }))).toEqual({
    company: companyValue(7),
    leads: leadsValue(45),
    customers: null,
  })
  const chat = { chat: 'a', contact: 5 }
  expect(readImage(JSON.stringify({ chat }))).toEqual({ chat })
})

it.each([
  [
    'changed',
    { id: 5, fields: ['name', 'fields.7', 'links.companies', 'links.leads.45'], updatedAt: null },
    { attributes: ['name', 'field:7', 'company', 'leads'], merged: [], notSaved: [] },
  ],
  [
    'rejected',
    { reasons: [{ field: 'fields.7.0.name', code: 'no_field', message: 'm' }] },
    {
      issues: [
        { attribute: 'field:7', index: 0, part: 'name', code: 'no_such_field', message: 'm' },
      ],
    },
  ],
  [
    'rejected',
    { reasons: [{ field: null, code: 'TheirOwnCode', message: 'm' }] },
    { issues: [{ attribute: null, code: 'rejected', message: 'm' }] },
  ],
  [
    'conflict',
    {
      id: 5,
      conflicts: [
        { field: 'name', before: 'a', mine: 'b', theirs: 'c' },
        { field: 'tags', before: null, mine: { set: ['x'] }, theirs: ['y'] },
        { field: 'links.companies', before: null, mine: { id: 8 }, theirs: { id: 7 } },
        { field: 'fields.7', before: null, mine: null, theirs: { kind: 'link', values: ['u'] } },
      ],
    },
    {
      conflicts: [
        {
          attribute: 'name',
          before: textValue('a'),
          mine: textValue('b'),
          theirs: textValue('c'),
        },
        { attribute: 'tags', mine: null, theirs: tagsValue('y') },
        { attribute: 'company', mine: companyValue(8), theirs: companyValue(7) },
        { attribute: 'field:7', mine: null, theirs: { kind: 'url', values: ['u'] } },
      ],
    },
  ],
])('reads a result of 0.1.0 that was %s', (outcome, stored, expected) => {
  expect(readResult(outcome, JSON.stringify(stored))).toMatchObject({ outcome, ...expected })
})

it('writes no line for an empty table', async () => {
  const lines: string[] = []
  const pages = (async function* () {})()
  for await (const line of failedCsv(pages, { bom: false })) lines.push(line)
  expect(lines).toEqual(['"line","contact","name","outcome","field","code","reason","input"\r\n'])
})
