import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Capabilities } from '#contract/api/sources.ts'
import { readAddress } from './address-search.ts'
import {
  contactsSearch,
  contactsSearchDefaults,
  isFilterPending,
  isSortPending,
  resolvePresets,
  toParameters,
  toQuery,
  unsupportedParts,
} from './contacts-search.ts'
import { parseSearch, stringifySearch } from './search-text.ts'

const can: Capabilities = {
  search: true,
  operators: false,
  sorts: ['updatedAt', 'name', 'id'],
  sortsFields: false,
  maxSorts: 1,
  mirror: false,
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
  talks: false,
  status: null,
  variables: false,
  activities: false,
  bots: [],
  messengers: [],
  tagList: true,
  companies: null,
}

const read = (raw: Record<string, unknown>) => readAddress(contactsSearch, raw)

it('parses anything a user may enter in the URL, and drops no part of it', () => {
  const text = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant(undefined))
  const names = [...Object.keys(contactsSearch.shape), 'other', 'constructor', '__proto__']
  const asked = fc.dictionary(fc.constantFrom(...names), text)
  fc.assert(
    fc.property(asked, (raw) => {
      const { notUnderstood = {}, ...understood } = read(raw)
      const query = toQuery(understood, can)
      expect(query.page).toBeGreaterThanOrEqual(1)
      expect(can.pageSizes).toContain(query.size)
      expect(typeof query.search).toBe('string')
      expect(query.sort).toMatch(/^-?(updatedAt|name|id)$/)
      const shape: Record<string, z.ZodMiniType> = contactsSearch.shape
      const isRead = (name: string) =>
        Object.hasOwn(shape, name) && z.safeParse(shape[name] ?? z.never(), raw[name]).success
      const given = Object.keys(raw).filter((name) => raw[name] !== undefined)
      expect(Object.keys(notUnderstood).toSorted()).toEqual(
        given.filter((name) => !isRead(name)).toSorted(),
      )
    }),
  )
})

it.each([
  ['page', 'banana'],
  ['page', '0'],
  ['size', '7.5'],
  ['sort', 'price'],
  ['search', 'x'.repeat(201)],
  ['search', ['a', 'b']],
  ['responsible', '12x'],
  ['ids', Array.from({ length: 251 }, (_, id) => id + 1).join(',')],
  ['created', 'lastweek'],
  ['created', '0090-01-01..'],
  ['created', '..10000-01-01'],
  ['created', '2026-02-30..'],
  ['created', '2026-10-01'],
  ['fields', '[{"id":4400101,"is":["369260'],
  ['fields', '[{"id":7,"is":[]}]'],
  ['fields', '[{"id":7,"in":"lastweek"}]'],
  ['where', '[{"key":"tags","op":"in","val'],
  ['where', '[]'],
  ['where', '{"key":"tags","op":"empty"}'],
  ['columns', 'name,phnes'],
  ['columns', 'constructor'],
  ['panel', 'x'],
  ['respnsible', '12'],
])('reports %s=%s as invalid', (name, value) => {
  const { notUnderstood, ...understood } = read({ [name]: value })
  expect(notUnderstood).toEqual({ [name]: value })
  expect(understood).toEqual(contactsSearchDefaults)
})

it('parses its own output to the same value', () => {
  const damaged = { created: 'lastweek', sort: 'name', tag: ['a', 'b'] }
  expect(read(read(damaged))).toEqual(read(damaged))
  expect(parseSearch(stringifySearch(read(damaged)))).toMatchObject(damaged)
})

it('ignores parameters that mailing tools add to links', () => {
  expect(read({ utm_source: 'mail', yclid: '1', fbclid: 'x' })).toEqual(contactsSearchDefaults)
})

it('reports what a source does not support', () => {
  const asked = read({ search: 'ada', sort: 'createdAt', size: '30', bot: '5', page: '2' })
  expect(unsupportedParts(asked, { ...can, search: false })).toEqual({
    search: 'ada',
    sort: 'createdAt',
    size: '30',
    bot: '5',
  })
  expect(unsupportedParts(read({ search: 'ada', sort: '-name', size: '250' }), can)).toEqual({})
})

it('lets an order wait for the copy that is being filled, but nothing else', () => {
  const asked = read({ sort: 'company,-field:7', bot: '5' })
  const filling: Capabilities = { ...can, mirror: true }
  const complete: Capabilities = {
    ...filling,
    operators: true,
    sorts: ['company'],
    sortsFields: true,
    maxSorts: 3,
  }
  expect(isSortPending(asked, filling)).toBe(true)
  expect(toQuery(asked, filling).sort).toBe('-updatedAt')
  expect(unsupportedParts(asked, filling)).toEqual({ bot: '5' })
  expect(isSortPending(asked, complete)).toBe(false)
  expect(toQuery(asked, complete).sort).toBe('company,-field:7')
  expect(unsupportedParts(read({ sort: 'leads' }), complete)).toEqual({ sort: 'leads' })
  expect(isSortPending(asked, can)).toBe(false)
  expect(isSortPending(read({ sort: 'name' }), filling)).toBe(false)
  expect(isSortPending(read({}), filling)).toBe(false)
})

it('keeps conditions while the copy that answers them is filled, and sends them', () => {
  const text = '[{"key":"tags","op":"empty"}]'
  const asked = read({ where: text })
  const filling: Capabilities = { ...can, mirror: true }
  const complete: Capabilities = { ...filling, operators: true }
  for (const some of [filling, complete]) {
    const query = toQuery(asked, some)
    expect(unsupportedParts(asked, some)).toEqual({})
    expect(toParameters(query).get('where')).toBe(text)
    expect(isFilterPending(query.filters, some)).toBe(some === filling)
  }
  expect(unsupportedParts(asked, can)).toEqual({ where: text })
})

it('lets an order and conditions wait for a copy that is off, as while it is filled', () => {
  const where = '[{"key":"tags","op":"empty"}]'
  const asked = read({ sort: 'company', where, bot: '5' })
  const off: Capabilities = { ...can, copyable: true }
  expect(unsupportedParts(asked, off)).toEqual({ bot: '5' })
  expect(isSortPending(asked, off)).toBe(true)
  const query = toQuery(asked, off)
  expect(query.sort).toBe('-updatedAt')
  expect(isFilterPending(query.filters, off)).toBe(true)
})

it('sends only supported parameters to the source', () => {
  const asked = read({ search: 'ada', sort: 'createdAt', size: '100' })
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

it.each([
  ['Europe/Moscow', '2026-05-06', '2026-05-05'],
  ['America/New_York', '2026-05-05', '2026-05-04'],
  ['Pacific/Kiritimati', '2026-05-06', '2026-05-05'],
])('resolves a preset to days of the calendar in %s', async (timeZone, today, yesterday) => {
  const some: Capabilities = { ...can, filters: ['created', 'fields'] }
  const asked = read({
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

it('does not read the time zone if no preset is used', async () => {
  const some: Capabilities = { ...can, filters: ['created'] }
  const query = toQuery(read({ created: '2026-10-01..2026-10-01' }), some)
  const resolved = await resolvePresets(query, 0, () => Promise.reject(new Error('not needed')))
  expect(toParameters(resolved).get('created')).toBe('2026-10-01..2026-10-01')
})
