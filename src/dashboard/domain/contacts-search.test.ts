import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Capabilities } from '#contract/api/sources.ts'
import { contactsSearch, contactsSearchDefaults, toParameters, toQuery } from './contacts-search.ts'

const can: Capabilities = {
  search: true,
  sorts: ['updatedAt', 'name', 'id'],
  defaultSort: '-updatedAt',
  pageSizes: [50, 100, 250],
  totals: false,
  overview: null,
  sections: [],
  filters: [],
  knows: {
    updatedAt: true,
    responsible: true,
    company: true,
    tags: true,
    nextTask: true,
    authors: true,
  },
  writes: null,
  chats: false,
  status: null,
  variables: false,
  bots: [],
  messengers: [],
}

it('reads anything a person may type into the address', () => {
  const text = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant(undefined))
  const asked = fc.record({ page: text, size: text, search: text, sort: text, other: text })
  fc.assert(
    fc.property(asked, (raw) => {
      const query = toQuery(contactsSearch.parse(raw), can)
      expect(query.page).toBeGreaterThanOrEqual(1)
      expect(can.pageSizes).toContain(query.size)
      expect(typeof query.search).toBe('string')
      expect(query.sort).toMatch(/^-?(updatedAt|name|id)$/)
    }),
  )
})

it('falls back to the defaults', () => {
  const broken = { page: 'banana', size: '7.5', search: ['a', 'b'], sort: 'price' }
  expect(contactsSearch.parse(broken)).toEqual(contactsSearchDefaults)
})

it('asks the source for nothing it cannot do', () => {
  const asked = contactsSearch.parse({ search: 'ada', sort: 'createdAt', size: '100' })
  const little: Capabilities = { ...can, search: false, sorts: [], defaultSort: null }
  expect(toQuery(asked, can).sort).toBe('-updatedAt')
  expect(toQuery(asked, little)).toEqual({
    page: 1,
    size: 100,
    search: '',
    sort: undefined,
    filters: {},
    columns: [],
  })
})

it('drops a filter that the proxy would refuse or the source cannot do', () => {
  const some: Capabilities = { ...can, filters: ['responsible', 'created', 'fields'] }
  const asked = contactsSearch.parse({
    responsible: '5,6',
    created: 'tomorrow',
    updated: 'last7',
    fields: '[{"id":7,"is":[]}]',
  })
  expect(toQuery(asked, some).filters).toEqual({ responsible: '5,6' })
})

it('resolves a preset to its times at the time of the request', () => {
  const some: Capabilities = { ...can, filters: ['created', 'fields'] }
  const asked = contactsSearch.parse({
    created: 'yesterday',
    fields: '[{"id":7,"in":"today"}]',
    columns: 'name,f9:200,f8',
  })
  const query = toQuery(asked, some)
  const params = toParameters(query, new Date(2026, 4, 5, 13, 30).getTime())
  const day = (number: number) => [
    new Date(2026, 4, number).toISOString(),
    new Date(2026, 4, number, 23, 59, 59).toISOString(),
  ]
  expect(params.get('created')).toBe(day(4).join('..'))
  expect(JSON.parse(params.get('fields') ?? '')).toEqual([
    { id: 7, from: day(5)[0], to: day(5)[1] },
  ])
  expect(params.get('columns')).toBe('8,9')
})
