import { describe, expect, it } from 'vitest'
import { condition, type Condition, type WhereTerm } from '#contract/api/where.ts'
import {
  draftOf,
  editorOf,
  newDraft,
  operatorChoices,
  toCondition,
  toTerm,
  withOperator,
} from './condition-draft.ts'

describe('a draft of a condition', () => {
  it.each<Condition>([
    { key: 'company', op: 'in', values: ['7', '8'] },
    { key: 'emails', op: 'empty' },
    { key: 'createdAt', op: 'range', from: '2026-01-01' },
    { key: 'field:7', op: 'range', from: '1.5', to: '20' },
    { key: 'createdAt', op: 'within', period: { unit: 'day', from: -6, to: 0 } },
    { key: 'createdAt', op: 'within', period: { unit: 'month', olderThan: 3 } },
    { key: 'tags', op: 'count', to: 2 },
    { key: 'phones', op: 'country', values: ['7'] },
  ])('becomes the condition it was made of: %j', (whole) => {
    expect(toCondition(draftOf(whole))).toEqual(whole)
  })

  const vip: Condition = { key: 'tags', op: 'in', values: ['vip'] }
  const noEmail: Condition = { key: 'emails', op: 'empty' }
  const incomplete: Condition = { key: 'name', op: 'contains', values: [] }

  it.each<[string, Condition[], WhereTerm | undefined]>([
    ['one', [vip], vip],
    ['several', [vip, noEmail], { any: [vip, noEmail] }],
    ['one that is complete', [incomplete, noEmail], noEmail],
    ['several of which some are complete', [vip, incomplete, noEmail], { any: [vip, noEmail] }],
    ['none that is complete', [incomplete], undefined],
    ['none', [], undefined],
  ])('becomes a condition or a group: %s', (_what, parts, term) => {
    expect(toTerm(parts.map(draftOf))).toEqual(term)
  })

  const attributes = {
    company: { key: 'company', kind: 'company', role: null, isMany: false },
    name: { key: 'name', kind: 'text', role: null, isMany: false },
    amount: { key: 'field:7', kind: 'number', role: null, isMany: false },
    created: { key: 'createdAt', kind: 'dateTime', role: null, isMany: false },
    emails: { key: 'emails', kind: 'contactPoints', role: 'emails', isMany: true },
    leads: { key: 'leads', kind: 'links', role: null, isMany: true },
    tags: { key: 'tags', kind: 'tags', role: null, isMany: true, isPartlyKnown: true },
    files: { key: 'field:8', kind: 'files', role: null, isMany: false },
  } as const

  it.each([
    [attributes.company, 'in', ['in', 'notIn', 'contains', 'begins', 'empty', 'filled']],
    [attributes.name, 'contains', ['in', 'notIn', 'contains', 'begins', 'empty', 'filled']],
    [attributes.amount, 'range', ['in', 'notIn', 'range', 'empty', 'filled']],
    [attributes.created, 'range', ['range', 'empty', 'filled']],
    [attributes.leads, 'empty', ['empty', 'filled', 'count']],
    [
      attributes.tags,
      'in',
      ['in', 'notIn', 'contains', 'begins', 'empty', 'filled', 'all', 'count', 'unknown'],
    ],
    [attributes.files, 'empty', ['empty', 'filled']],
  ])('of %j begins with %s and has %j to choose from', (attribute, first, choices) => {
    expect(operatorChoices(attribute)).toEqual(choices)
    expect(newDraft(attribute).op).toBe(first)
  })

  it('has an editor for each operator that is offered', () => {
    for (const attribute of Object.values(attributes))
      for (const op of operatorChoices(attribute)) expect(editorOf(attribute, op)).not.toBeNull()
  })

  it('is not complete without values', () => {
    expect(toCondition(newDraft(attributes.company))).toBeUndefined()
    expect(toCondition(newDraft(attributes.amount))).toBeUndefined()
    expect(condition.safeParse({ key: 'name', op: 'in', values: [] }).success).toBe(false)
  })

  it('keeps its values for an operator that has the same kind of values', () => {
    const some = draftOf({ key: 'company', op: 'in', values: ['7'] })
    expect(withOperator(some, 'notIn', attributes.company)).toMatchObject({ values: ['7'] })
    expect(withOperator(some, 'contains', attributes.company)).toMatchObject({ values: [] })
    expect(withOperator(some, 'empty', attributes.company)).toEqual({
      ...some,
      op: 'empty',
      values: [],
    })
    const domain = draftOf({ key: 'emails', op: 'domain', values: ['mail.ru'] })
    expect(withOperator(domain, 'in', attributes.emails)).toMatchObject({ values: [] })
  })
})
