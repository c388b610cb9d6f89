import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import type { ContactDetail } from '#contract/api/contacts.ts'
import {
  conditionsOf,
  periodUnit,
  type Condition,
  type Operator,
  type WhereTerm,
} from '#contract/api/where.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { comparisonOf, type Comparison } from '#contract/model/comparison.ts'
import { foldText } from '#contract/model/search-key.ts'
import { sortedBuiltIns } from '#proxy/mirror/attribute-columns.ts'
import type { FilledMirror } from './filled-mirror.ts'
import { itemsOf, naiveList, sortKey, textsOf, valueOf } from './naive-list.ts'
import { runs } from './soak.ts'

/** Values that occur, so that queries find something. */
function randomQuery(mirror: Pick<FilledMirror, 'context' | 'all' | 'known' | 'partly'>) {
  const known = (keys: AttributeKey[]) => keys.filter((key) => mirror.known.has(key))
  const definitions = mirror.context.definitions.filter(
    ({ role, kind }) => role === null && kind !== 'links',
  )
  const fieldsComparedAs = (...comparisons: Comparison[]) =>
    definitions
      .filter(({ kind }) => comparisons.includes(comparisonOf[kind]))
      .map(({ id }) => fieldKey(id))
  const one = <Item>(items: Item[]) => fc.constantFrom(...items)
  const contact = one(mirror.all)
  const listKeys = known([
    'tags',
    'company',
    'responsible',
    'createdBy',
    'group',
    'leads',
    'catalogElements',
    'chats',
    'channels',
    'talksInWork',
    'missedTalk',
    'phones',
    'emails',
    'name',
    'lastName',
    'bot',
    'messenger',
    'username',
    ...fieldsComparedAs('choice', 'text'),
  ])
  const textKeys = known([
    'name',
    'firstName',
    'emails',
    'company',
    'tags',
    'username',
    ...fieldsComparedAs('text'),
  ])
  const rangeKeys = known([
    'createdAt',
    'updatedAt',
    'nextTaskAt',
    'unsubscribedAt',
    ...fieldsComparedAs('day', 'moment'),
  ])
  const numberKeys = known(['chats', 'talksInWork', ...fieldsComparedAs('number')])
  const manyKeys = known([
    'tags',
    'channels',
    ...definitions
      .filter(({ kind, isMany }) => kind === 'choice' && isMany)
      .map(({ id }) => fieldKey(id)),
  ])
  const presence = known([...sortedBuiltIns, ...definitions.map(({ id }) => fieldKey(id))])
  const seen = (key: AttributeKey, holder: ContactDetail) => {
    const value = valueOf(holder, key)
    return textsOf(value, itemsOf(value, key))
  }
  const bounds = (min: number, max: number) =>
    fc
      .tuple(
        fc.option(fc.integer({ min, max }), { nil: undefined }),
        fc.option(fc.integer({ min, max }), { nil: undefined }),
      )
      .map(([a, b]) => {
        if (a === undefined) return { to: b ?? 0 }
        return b === undefined ? { from: a } : { from: Math.min(a, b), to: Math.max(a, b) }
      })
  const unit = fc.constantFrom(...periodUnit.options)
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc
      .tuple(one(manyKeys), contact, fc.integer({ min: 1, max: 3 }))
      .map(([key, holder, size]): Condition => {
        const values = itemsOf(valueOf(holder, key), key).slice(0, size)
        return { key, op: 'all', values: values.length > 0 ? values : ['999'] }
      }),
    fc
      .tuple(one(rangeKeys), unit, bounds(-40, 5))
      .map(([key, of, ends]): Condition => ({ key, op: 'within', period: { unit: of, ...ends } })),
    fc
      .tuple(one(rangeKeys), unit, fc.integer({ min: 1, max: 40 }))
      .map(([key, of, olderThan]): Condition => ({
        key,
        op: 'within',
        period: { unit: of, olderThan },
      })),
    fc
      .tuple(one(known(['phones', 'emails', 'leads', 'customers', ...manyKeys])), bounds(0, 3))
      .map(([key, ends]): Condition => ({ key, op: 'count', ...ends })),
    contact.map((holder): Condition => {
      const domains = holder.emails.map(({ value }) => value.replace(/^.*@/, '').toLowerCase())
      return { key: 'emails', op: 'domain', values: [...domains, 'example.org'] }
    }),
    fc
      .subarray(['1', '7', '44', '375', '998'], { minLength: 1 })
      .map((values): Condition => ({ key: 'phones', op: 'country', values })),
    fc.record({ key: one(presence), op: fc.constantFrom('empty' as const, 'filled' as const) }),
    fc
      .tuple(one(listKeys), contact, contact, fc.constantFrom('in' as const, 'notIn' as const))
      .map(([key, a, b, op]): Condition => {
        const values = [a, b].flatMap((holder) => itemsOf(valueOf(holder, key), key))
        return { key, op, values: values.length > 0 ? values : ['999'] }
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
      const [from, to] = [sortKey(a, key), sortKey(b, key)].toSorted((x, y) =>
        (x ?? '') < (y ?? '') ? -1 : 1,
      )
      return { key, op: 'range', from: from ?? '2020-01-01T00:00:00Z', ...(to && { to }) }
    }),
    ...(mirror.partly.length === 0
      ? []
      : [one([...mirror.partly]).map((key): Condition => ({ key, op: 'unknown' }))]),
    ...(numberKeys.length === 0
      ? []
      : [
          fc
            .tuple(
              one(numberKeys),
              fc.oneof(fc.integer({ min: -10, max: 100_000 }), fc.integer({ min: 0, max: 3 })),
            )
            .map(([key, from]): Condition => ({ key, op: 'range', from: String(from) })),
        ]),
  )
  const group = fc.array(condition, { minLength: 1, maxLength: 3 }).map((any) => ({ any }))
  const term: fc.Arbitrary<WhereTerm> = fc.oneof(
    { weight: 3, arbitrary: condition },
    { weight: 1, arbitrary: group },
  )
  const sort = fc
    .uniqueArray(one(presence), { minLength: 1, maxLength: 3 })
    .chain((keys) =>
      fc
        .array(fc.constantFrom('', '-'), { minLength: keys.length, maxLength: keys.length })
        .map((signs) => keys.map((key, index) => `${signs[index]}${key}`).join(',')),
    )
  const part = fc
    .tuple(contact, fc.nat(20), fc.integer({ min: 1, max: 7 }), fc.boolean())
    .map(([holder, from, length, isName]) => {
      const text = foldText(isName ? holder.name : (holder.phones[0]?.value ?? holder.name))
      return text
        .slice(from % Math.max(1, text.length - 1), from + length)
        .replaceAll(/[^\p{L}\p{N} ]/gu, '')
        .trim()
    })
  /** Words of several attributes in any order, and phones as people write them. */
  const several = fc.tuple(contact, fc.nat(5), fc.boolean()).map(([holder, turn, isUpper]) => {
    const digits = holder.phones[0]?.value.replaceAll(/\D/g, '').slice(-10) ?? ''
    const [, area, first, second, third] = /^(...)(...)(..)(..)$/.exec(digits) ?? []
    const phones = area
      ? [
          `8 (${area}) ${first}-${second}-${third}`,
          `+7${digits}`,
          `${first}-${second}-${third}`,
          `8 ${area} ${first}`,
        ]
      : []
    const words = [
      ...holder.name.split(' '),
      ...phones.slice(turn % 4, (turn % 4) + 1),
      ...holder.tags.slice(0, 1).map(({ name }) => name),
      ...(holder.company?.name?.split(' ') ?? []).slice(0, 1),
    ].filter((word) => /[\p{L}\p{N}]/u.test(word))
    const turned = [...words.slice(turn), ...words.slice(0, turn)].slice(0, 3).join(' ')
    return isUpper ? turned.toUpperCase().replaceAll('Е', 'Ё') : `\u200b${turned}`
  })
  const search = fc.oneof(part, several)
  return fc.record({
    page: fc.constantFrom(1, 1, 1, 2, 3, 9, 14),
    size: fc.constantFrom(50, 100, 250),
    sort,
    where: fc.oneof(
      fc.constant<WhereTerm[]>([]),
      fc.array(term, { minLength: 1, maxLength: 1 }),
      fc.array(term, { maxLength: 3 }),
    ),
    search: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, search),
    responsible: fc.option(
      contact.map((holder) => [holder.responsible?.id ?? 1]),
      { nil: undefined, freq: 4 },
    ),
  })
}

/** The operators by which random queries ask. */
export const askedOperators = (mirror: FilledMirror): Operator[] => {
  const queries = fc.sample(randomQuery(mirror), { numRuns: 1000, seed: 1 })
  return [
    ...new Set(queries.flatMap(({ where }) => where.flatMap(conditionsOf)).map(({ op }) => op)),
  ]
}

/**
 * A random query that finds something else than a filter over the whole data, in the order of the
 * sort keys; null if there is none.
 */
export async function findUnequalQuery(mirror: FilledMirror) {
  const { counterexample, errorInstance, seed } = await fc.check(
    fc.asyncProperty(randomQuery(mirror), async (query) =>
      isDeepStrictEqual(await mirror.listed(query), naiveList(mirror.all, query, mirror.clock)),
    ),
    { numRuns: runs(200) },
  )
  return counterexample && { query: counterexample[0], error: errorInstance, seed }
}
