import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { ContactDetail, ContactQuery } from '#contract/api/contacts.ts'
import { contactValue } from '#contract/api/contact-values.ts'
import { readSort } from '#contract/api/sort.ts'
import type { Condition } from '#contract/api/where.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { foldText, phoneTextKey, emailKey } from '#contract/model/search-key.ts'
import { valueKinds, isEmptyValue } from '#contract/model/value-kinds.ts'
import type { Value } from '#contract/model/value.ts'
import type { FeedNames, SourceFeed } from '#proxy/sources/source-feed.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { buildSourceStack } from '#testing/source-stack.ts'
import { runs } from '#testing/soak.ts'
import { sortedBuiltIns } from './attribute-columns.ts'
import { toEntry } from './contact-entry.ts'
import { openMirrorDatabase } from './mirror-database.ts'
import { createMirrorQuery } from './mirror-query.ts'
import { createMirrorStore } from './mirror-store.ts'

const call = { priority: 'person' } as const

async function readAll(feed: SourceFeed) {
  const rows = []
  for (let page = 1; ; page++) {
    const found = await feed.listById(page, 250, call)
    rows.push(...found.rows)
    if (!found.hasNext) return rows
  }
}

async function buildFilledMirror(contacts: number) {
  const { mock, sources } = buildSourceStack({ contacts })
  const feed = requirePart(sources.main.feed, 'a feed')
  const context = await feed.readContext(call)
  const companies = await feed.companiesChangedSince(0, call)
  const names: FeedNames = { users: await feed.listUsers(call), companies }
  const { db } = await openMirrorDatabase(':memory:')
  const derive = (bodies: string[]) => feed.toDetails(bodies, names, context).map(toEntry)
  const store = await createMirrorStore({ db, derive })
  await store.rename('company', names.companies)
  await store.rename('user', names.users)
  const rows = await readAll(feed)
  await store.apply(rows, store.beginReading())
  const query = createMirrorQuery({ db, countAll: store.count, version: store.version })
  const all = feed.toDetails(
    rows.map(({ body }) => body),
    names,
    context,
  )
  const close = async () => {
    await db.destroy()
    await mock.app.close()
  }
  return { query, context, all, store, close }
}

let mirror: Awaited<ReturnType<typeof buildFilledMirror>>
beforeAll(async () => {
  mirror = await buildFilledMirror(700)
})
afterAll(() => mirror.close())

const whole: ContactQuery = { page: 1, size: 500, search: '' }
const idsOf = (bodies: string[]) => bodies.map((body) => Number(/"id":(\d+)/.exec(body)?.[1]))

async function listed(query: Partial<ContactQuery>) {
  const { bodies, total } = await mirror.query.list({ ...whole, ...query }, mirror.context)
  return { ids: idsOf(bodies), total }
}

/** The same by a filter over everything, written without a look at SQL. */
function naive(query: ContactQuery) {
  const terms = readSort(query.sort ?? '-updatedAt')
  const matching = mirror.all.filter(
    (contact) =>
      (query.where ?? []).every((condition) => holds(contact, condition)) &&
      (!query.responsible || query.responsible.includes(contact.responsible?.id ?? -1)) &&
      isFound(contact, query.search),
  )
  const sorted = matching.toSorted((a, b) => {
    for (const { field, direction } of terms) {
      const [x, y] = [sortKey(a, field), sortKey(b, field)]
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return (x < y ? -1 : 1) * (direction === 'descending' ? -1 : 1)
    }
    return (a.id - b.id) * (terms.at(-1)?.direction === 'descending' ? -1 : 1)
  })
  const first = (query.page - 1) * query.size
  return { ids: sorted.slice(first, first + query.size).map(({ id }) => id), total: sorted.length }
}

const valueOf = (contact: ContactDetail, key: AttributeKey): Value | null => {
  const found = contactValue(contact, key) ?? null
  return found === null || isEmptyValue(found) ? null : found
}

function sortKey(contact: ContactDetail, key: AttributeKey): string | null {
  const found = valueOf(contact, key)
  return found && valueKinds[found.kind].sortKey(found)
}

/** Each item as a condition compares it. */
function itemsOf(value: Value | null, key: AttributeKey): string[] {
  if (value === null) return []
  switch (value.kind) {
    case 'text':
    case 'url':
      return [foldText(value.values.join(' '))]
    case 'choice':
      return value.options.map(({ id }) => String(id))
    case 'tags':
      return value.items.map(({ name }) => name)
    case 'contactPoints':
      return value.items.map((point) =>
        key === 'phones'
          ? phoneTextKey(point.value)
          : (emailKey(point.value) ?? foldText(point.value)),
      )
    case 'user':
    case 'company':
      return [String(value.id)]
    case 'number':
    case 'money':
      return [String(Number(value.value))]
    case 'flag':
      return [String(value.value)]
    default:
      return [valueKinds[value.kind].sortKey(value) ?? '']
  }
}

function holds(contact: ContactDetail, condition: Condition): boolean {
  const value = valueOf(contact, condition.key)
  const items = itemsOf(value, condition.key)
  switch (condition.op) {
    case 'empty':
      return value === null
    case 'filled':
      return value !== null
    case 'in':
      return condition.values.some((wanted) => items.includes(wanted))
    case 'notIn':
      return !condition.values.some((wanted) => items.includes(wanted))
    case 'contains':
      return condition.values.some((wanted) =>
        textsOf(value, items).some((t) => t.includes(wanted)),
      )
    case 'begins':
      return condition.values.some((wanted) =>
        textsOf(value, items).some((t) => t.startsWith(wanted)),
      )
    case 'range': {
      const { from, to } = condition
      if (value?.kind === 'number' || value?.kind === 'money')
        return items.some(
          (item) =>
            (from === undefined || Number(item) >= Number(from)) &&
            (to === undefined || Number(item) <= Number(to)),
        )
      return items.some(
        (item) => (from === undefined || item >= from) && (to === undefined || item <= to),
      )
    }
  }
}

const textsOf = (value: Value | null, items: string[]): string[] =>
  value?.kind === 'company'
    ? [foldText(value.name ?? '')]
    : value?.kind === 'tags'
      ? items.map(foldText)
      : items

function isFound(contact: ContactDetail, search: string): boolean {
  const keys: AttributeKey[] = [
    'name',
    'firstName',
    'lastName',
    'phones',
    'emails',
    'company',
    'tags',
  ]
  const ours = contact.fields.filter(({ role }) => role === null).map(({ id }) => fieldKey(id))
  const text = [...keys, ...ours]
    .flatMap((key) => {
      const value = valueOf(contact, key)
      if (value === null) return []
      const raw = value.kind === 'contactPoints' ? value.items.map((item) => item.value) : []
      const digits = raw.map((item) => item.replaceAll(/\D/g, ''))
      return [valueKinds[value.kind].searchText(value), ...raw, ...digits]
    })
    .map(foldText)
    .join('\n')
  return foldText(search)
    .split(' ')
    .every((word) =>
      word.length >= 3
        ? text.includes(word)
        : text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word)),
    )
}

/** Values that occur, so that queries find something. */
function sample() {
  const definitions = mirror.context.definitions.filter(
    ({ role, kind }) => role === null && kind !== 'links',
  )
  const fieldsOfKind = (...kinds: string[]) =>
    definitions.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => fieldKey(id))
  const one = <Item>(items: Item[]) => fc.constantFrom(...items)
  const contact = one(mirror.all)
  const listKeys: AttributeKey[] = [
    'tags',
    'company',
    'responsible',
    'createdBy',
    'phones',
    'emails',
    'name',
    'lastName',
    ...fieldsOfKind('choice', 'text'),
  ]
  const textKeys: AttributeKey[] = [
    'name',
    'firstName',
    'emails',
    'company',
    'tags',
    ...fieldsOfKind('text'),
  ]
  const rangeKeys: AttributeKey[] = [
    'createdAt',
    'updatedAt',
    'nextTaskAt',
    ...fieldsOfKind('date', 'dateTime'),
  ]
  const numberKeys = fieldsOfKind('number', 'money')
  const presence: AttributeKey[] = [...sortedBuiltIns, ...definitions.map(({ id }) => fieldKey(id))]
  const seen = (key: AttributeKey, holder: ContactDetail) => {
    const value = valueOf(holder, key)
    return textsOf(value, itemsOf(value, key))
  }
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ key: one(presence), op: fc.constantFrom('empty' as const, 'filled' as const) }),
    fc
      .tuple(one(listKeys), contact, contact, fc.constantFrom('in' as const, 'notIn' as const))
      .map(([key, a, b, op]): Condition => {
        const values = [a, b].flatMap((holder) => itemsOf(valueOf(holder, key), key))
        return { key, op, values: values.length > 0 ? values : ['1'] }
      }),
    fc
      .tuple(
        one(textKeys),
        contact,
        fc.constantFrom('contains' as const, 'begins' as const),
        fc.nat(3),
      )
      .map(([key, holder, op, from]): Condition => {
        const text = seen(key, holder)[0] ?? 'ан'
        return { key, op, values: [text.slice(op === 'begins' ? 0 : from, 6).trim() || 'ан'] }
      }),
    fc.tuple(one(rangeKeys), contact, contact).map(([key, a, b]): Condition => {
      const [from, to] = [sortKey(a, key), sortKey(b, key)].toSorted()
      return { key, op: 'range', from: from ?? '2020-01-01T00:00:00Z', ...(to && { to }) }
    }),
    ...(numberKeys.length === 0
      ? []
      : [
          fc
            .tuple(one(numberKeys), fc.integer({ min: -10, max: 100_000 }))
            .map(([key, from]): Condition => ({ key, op: 'range', from: String(from) })),
        ]),
  )
  const sorts = [...sortedBuiltIns, ...definitions.map(({ id }) => fieldKey(id))]
  const sort = fc
    .uniqueArray(one(sorts), { minLength: 1, maxLength: 3 })
    .chain((keys) =>
      fc
        .array(fc.constantFrom('', '-'), { minLength: keys.length, maxLength: keys.length })
        .map((signs) => keys.map((key, index) => `${signs[index]}${key}`).join(',')),
    )
  const search = fc
    .tuple(contact, fc.nat(20), fc.integer({ min: 1, max: 7 }), fc.boolean())
    .map(([holder, from, length, isName]) => {
      const text = foldText(isName ? holder.name : (holder.phones[0]?.value ?? holder.name))
      return text
        .slice(from % Math.max(1, text.length - 1), from + length)
        .replaceAll(/[^\p{L}\p{N} ]/gu, '')
        .trim()
    })
  return fc.record({
    page: fc.constantFrom(1, 1, 1, 2, 3, 9),
    size: fc.constantFrom(50, 100, 250),
    sort,
    where: fc.oneof(
      fc.constant<Condition[]>([]),
      fc.array(condition, { minLength: 1, maxLength: 1 }),
      fc.array(condition, { maxLength: 3 }),
    ),
    search: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, search),
    responsible: fc.option(
      contact.map((holder) => [holder.responsible?.id ?? 1]),
      { nil: undefined, freq: 4 },
    ),
  })
}

describe('the query of a mirror', () => {
  it('equals a filter over the whole data, in the order of the sort keys, with exact totals', async () => {
    await fc.assert(
      fc.asyncProperty(sample(), async (query) => {
        expect(await listed(query)).toEqual(naive(query))
      }),
      { numRuns: runs(200) },
    )
  })
})
