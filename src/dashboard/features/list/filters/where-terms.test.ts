import { describe, expect, it } from 'vitest'
import type { WhereTerm } from '#contract/api/where.ts'
import { noFilters } from '#dashboard/domain/contacts-search.ts'
import type { FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { readTerms, toFilterTexts, toListFilter } from './where-terms.ts'

const acme: WhereTerm = { key: 'company', op: 'in', values: ['7'] }

describe('filters of an address', () => {
  it.each<[FilterTexts, WhereTerm[]]>([
    [{ responsible: '5,6,5' }, [{ key: 'responsible', op: 'in', values: ['5', '6'] }]],
    [{ ids: '1,2' }, [{ key: 'id', op: 'in', values: ['1', '2'] }]],
    [{ name: 'Smith, Ada' }, [{ key: 'name', op: 'in', values: ['Smith, Ada'] }]],
    [{ created: '2026-01-01..' }, [{ key: 'createdAt', op: 'range', from: '2026-01-01' }]],
    [
      { updated: 'lastMonth' },
      [{ key: 'updatedAt', op: 'within', period: { unit: 'month', from: -1, to: -1 } }],
    ],
    [
      { created: 'older3m', updated: 'lastWeek' },
      [
        { key: 'createdAt', op: 'within', period: { unit: 'month', olderThan: 3 } },
        { key: 'updatedAt', op: 'within', period: { unit: 'week', from: -1, to: -1 } },
      ],
    ],
    [
      { fields: '[{"id":7,"is":["3"]},{"id":8,"from":"1","to":"5"},{"id":9,"in":"today"}]' },
      [
        { key: 'field:7', op: 'in', values: ['3'] },
        { key: 'field:8', op: 'range', from: '1', to: '5' },
        { key: 'field:9', op: 'within', period: { unit: 'day', from: 0, to: 0 } },
      ],
    ],
    [
      { createdBy: '5', where: JSON.stringify([acme]) },
      [{ key: 'createdBy', op: 'in', values: ['5'] }, acme],
    ],
  ])('%j are conditions', (texts, terms) => {
    expect(toListFilter(texts)).toEqual({ terms, rest: {} })
    expect(toListFilter(toFilterTexts({ terms, rest: {} }, noFilters))).toEqual({ terms, rest: {} })
  })

  it.each<[string, FilterTexts]>([
    ['what ends at this moment', { nextTask: 'overdue' }],
    ['of a field, too', { fields: '[{"id":9,"in":"overdue"}]' }],
  ])('remain as they are if no condition says the same: %s', (_what, texts) => {
    expect(toListFilter({ ...texts, where: JSON.stringify([acme]) })).toEqual({
      terms: [acme],
      rest: texts,
    })
  })

  it('remain as they are if there would be too many conditions', () => {
    const terms = Array.from({ length: 20 }, () => acme)
    expect(toListFilter({ responsible: '5', where: JSON.stringify(terms) })).toEqual({
      terms,
      rest: { responsible: '5' },
    })
  })

  it('of a group stay a group', () => {
    const group = { any: [acme, { key: 'emails', op: 'empty' }] }
    expect(readTerms(JSON.stringify([group]))).toEqual([group])
  })
})
