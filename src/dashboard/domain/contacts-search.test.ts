import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Capabilities } from '#contract/api/sources.ts'
import {
  contactsSearch,
  contactsSearchDefaults,
  resolvePresets,
  toParameters,
  toQuery,
} from './contacts-search.ts'

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

it.each([
  ['Europe/Moscow', '2026-05-06', '2026-05-05'],
  ['America/New_York', '2026-05-05', '2026-05-04'],
  ['Pacific/Kiritimati', '2026-05-06', '2026-05-05'],
])('resolves a preset to days of the calendar in %s', async (timeZone, today, yesterday) => {
  const some: Capabilities = { ...can, filters: ['created', 'fields'] }
  const asked = contactsSearch.parse({
    created: 'yesterday',
    fields: '[{"id":7,"in":"today"}]',
    columns: 'name,f9:200,f8',
  })
  const now = Date.parse('2026-05-05T21:30:00Z')
  const query = await resolvePresets(toQuery(asked, some), now, async () => timeZone)
  const params = toParameters(query)
  expect(params.get('created')).toBe(`${yesterday}..${yesterday}`)
  expect(JSON.parse(params.get('fields') ?? '')).toEqual([{ id: 7, from: today, to: today }])
  expect(params.get('columns')).toBe('8,9')
})

it('asks for no time zone where no preset is used', async () => {
  const some: Capabilities = { ...can, filters: ['created'] }
  const query = toQuery(contactsSearch.parse({ created: '2026-10-01..2026-10-01' }), some)
  const resolved = await resolvePresets(query, 0, () => Promise.reject(new Error('not needed')))
  expect(toParameters(resolved).get('created')).toBe('2026-10-01..2026-10-01')
})

it.each(['0090-01-01..', '..10000-01-01', '2026-02-30..', '2026-10-01'])(
  'takes no %s for days',
  (created) => {
    const some: Capabilities = { ...can, filters: ['created'] }
    expect(toQuery(contactsSearch.parse({ created }), some).filters).toEqual({})
  },
)
