import type { ContactDetail, ContactQuery } from '#contract/api/contacts.ts'
import { contactValue } from '#contract/api/contact-values.ts'
import { readSort } from '#contract/api/sort.ts'
import type { Condition, Period, WhereTerm } from '#contract/api/where.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { comparisonOf } from '#contract/model/comparison.ts'
import { emailKey, foldText, phoneKey, phoneTextKey } from '#contract/model/search-key.ts'
import { valueKinds, isEmptyValue } from '#contract/model/value-kinds.ts'
import type { Value } from '#contract/model/value.ts'

/** `now` in milliseconds, IANA name of the zone. */
type Clock = { now: number; timeZone: string }

/** The same by a filter over everything, written without a look at SQL. */
export function naiveList(contacts: ContactDetail[], query: ContactQuery, clock: Clock) {
  const terms = readSort(query.sort ?? '-updatedAt')
  const matching = contacts.filter(
    (contact) =>
      (query.where ?? []).every((term) => isTrue(contact, term, clock)) &&
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

export const valueOf = (contact: ContactDetail, key: AttributeKey): Value | null => {
  const found = contactValue(contact, key) ?? null
  return found === null || isEmptyValue(found) ? null : found
}

export function sortKey(contact: ContactDetail, key: AttributeKey): string | null {
  const found = valueOf(contact, key)
  return found && valueKinds[found.kind].sortKey(found)
}

/** Each item as a condition compares it. */
export function itemsOf(value: Value | null, key: AttributeKey): string[] {
  if (value === null) return []
  switch (value.kind) {
    case 'text':
    case 'url':
      return [foldText(value.values.join(' '))]
    case 'choice':
      return value.options.map(({ id, label }) =>
        id === null ? `=${foldText(label)}` : String(id),
      )
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
    case 'links':
      return value.items.map(({ id }) => String(id))
    case 'address':
    case 'companyDetails':
    case 'date':
    case 'dateTime':
    case 'files':
    case 'unknown':
      return [valueKinds[value.kind].sortKey(value) ?? '']
  }
}

function isTrue(contact: ContactDetail, term: WhereTerm, clock: Clock): boolean {
  if (!('any' in term)) return holds(contact, term, clock)
  return term.any.some((condition) => holds(contact, condition, clock))
}

function holds(contact: ContactDetail, condition: Condition, clock: Clock): boolean {
  const isUnknown = contact.unknown?.some((key) => key === condition.key) ?? false
  if (condition.op === 'unknown') return isUnknown
  if (isUnknown) return false
  const value = valueOf(contact, condition.key)
  const items = itemsOf(value, condition.key)
  switch (condition.op) {
    case 'empty':
      return condition.key === 'chats' ? items[0] === '0' : value === null
    case 'filled':
      return value !== null && !(condition.key === 'chats' && items[0] === '0')
    case 'in':
      return condition.values.some((wanted) => items.includes(wanted))
    case 'all':
      return condition.values.every((wanted) => items.includes(wanted))
    case 'domain':
      return contact.emails.some((email) =>
        condition.values.includes(emailKey(email.value)?.replace(/^.*@/, '') ?? ''),
      )
    case 'country':
      // No calling code is the beginning of another one.
      return contact.phones.some((phone) =>
        condition.values.some((code) => phoneKey(phone.value)?.startsWith(code) === true),
      )
    case 'count': {
      const { from = 0, to = Infinity } = condition
      const { size } = new Set(items)
      return size >= from && size <= to
    }
    case 'within': {
      if (value?.kind !== 'date' && value?.kind !== 'dateTime') return false
      const day = value.kind === 'date' ? value.value : localDay(Date.parse(value.value), clock)
      if ('olderThan' in condition.period)
        return day < agoOf(localDay(clock.now, clock), condition.period)
      const { unit, from = -Infinity, to = Infinity } = condition.period
      const distance = numberOf(day, unit) - numberOf(localDay(clock.now, clock), unit)
      return distance >= from && distance <= to
    }
    case 'notIn':
      if (condition.key === 'chats' && value === null) return false // it is not known
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
      if (value && comparisonOf[value.kind] === 'number')
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

const localDay = (at: number, { timeZone }: Clock): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)

/** Days, weeks, months, … counted from one in the past. */
function numberOf(day: string, unit: Period['unit']): number {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const days = Date.parse(day) / 86_400_000
  switch (unit) {
    case 'day':
      return days
    case 'week':
      return Math.floor((days + 3) / 7) // 1970 began on a Thursday
    case 'month':
      return year * 12 + month
    case 'quarter':
      return year * 4 + Math.ceil(month / 3)
    case 'year':
      return year
  }
}

export const textsOf = (value: Value | null, items: string[]): string[] =>
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
    'username',
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
  const starts = text.split(/[^\p{L}\p{N}]+/u)
  const hasWord = (word: string) =>
    word.length >= 3
      ? text.includes(word)
      : word
          .split(/[^\p{L}\p{N}]+/u)
          .every((piece) => starts.some((part) => part.startsWith(piece)))
  return groupsOf(foldText(search)).every((words) => {
    if (words.every(hasWord)) return true
    const written = words.join(' ')
    const digits = written.replaceAll(/\D/g, '')
    const isWord = written === digits && digits.length <= 10
    if (isWord || digits.length < 4 || /^\d{1,2}\.\d{1,2}\.\d{4}$/.test(written)) return false
    const home = digits.length < 10 ? [digits.replace(/^8/, '7')] : []
    return [digits.slice(-10), ...home].some((tail) => text.includes(tail))
  })
}

/** Words; neighbours that consist of digits and signs of phones are one group. */
function groupsOf(search: string): string[][] {
  const words = search.split(' ')
  const isNumber = (word: string | undefined) =>
    word !== undefined && /^[-+()./0-9]*\d[-+()./0-9]*$/.test(word)
  return words.reduce<string[][]>((groups, word, index) => {
    const last = groups.at(-1)
    if (last && isNumber(word) && isNumber(words[index - 1])) last.push(word)
    else groups.push([word])
    return groups
  }, [])
}

/** The day that a value has to be before, to be older. */
function agoOf(today: string, { unit, olderThan }: { unit: Period['unit']; olderThan: number }) {
  const lengths = { month: 1, quarter: 3, year: 12 }
  if (unit === 'day' || unit === 'week') {
    const days = olderThan * (unit === 'week' ? 7 : 1)
    return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
  }
  const [year = 0, month = 0, date = 0] = today.split('-').map(Number)
  const months = year * 12 + month - 1 - olderThan * lengths[unit]
  const [inYear, inMonth] = [Math.floor(months / 12), months % 12]
  const last = new Date(Date.UTC(inYear, inMonth + 1, 0)).getUTCDate()
  return new Date(Date.UTC(inYear, inMonth, Math.min(date, last))).toISOString().slice(0, 10)
}
