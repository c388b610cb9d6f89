import type { FieldContent, FieldDefinition } from './fields.ts'

/** Fields that hold several values, each of which may come and go by itself. */
export const isMulti = ({ type }: FieldDefinition): boolean =>
  type === 'multitext' || type === 'multiselect'

/** One of the values of a field; its kind is null where nobody says. */
export type Entry = { text: string; kind: string | null }

/**
 * What a field holds as comparable entries; undefined where its content cannot be compared by value
 * (files, types we do not know).
 */
export function entriesOf(content: FieldContent | null): Entry[] | undefined {
  if (content === null) return []
  const plain = (text: string): Entry => ({ text: text.trim(), kind: null })
  switch (content.kind) {
    case 'text':
    case 'link':
      return content.values.map(plain)
    case 'number':
    case 'money':
      return [plain(numberText(content.value))]
    case 'checkbox':
      return [plain(String(content.value))]
    case 'date':
    case 'dateTime':
      return [plain(content.kind === 'date' ? content.value : wholeSecond(content.value))]
    case 'options':
      return content.labels.map(plain)
    case 'multitext':
      return content.values.map(({ value, kind }) => ({ text: value.trim(), kind }))
    case 'address':
      return content.parts.map(({ value, part }) => ({ text: value.trim(), kind: part }))
    case 'legalEntity':
      return content.entities.map((entity) =>
        plain(JSON.stringify(entity.map(({ key, value }) => `${key}=${value}`).toSorted())),
      )
    case 'file':
    case 'unknown':
      return undefined
  }
}

/** A kind that one side does not name is whatever the other says: sources fill it in themselves. */
export const isSameEntry = (a: Entry, b: Entry): boolean =>
  a.text === b.text && (a.kind === b.kind || a.kind === null || b.kind === null)

/** Whether two contents are the same whatever their order; those that cannot be compared are not. */
export function isSameContent(a: FieldContent | null, b: FieldContent | null): boolean {
  const [mine, theirs] = [entriesOf(a), entriesOf(b)]
  if (!mine || !theirs) return JSON.stringify(a) === JSON.stringify(b)
  return isSameSet(mine, theirs, isSameEntry)
}

/** Whether each of either list has its own match in the other. */
export function isSameSet<Item>(
  a: Item[],
  b: Item[],
  isSame: (item: Item, other: Item) => boolean,
): boolean {
  if (a.length !== b.length) return false
  const rest = [...b]
  return a.every((item) => {
    const index = rest.findIndex((other) => isSame(item, other))
    if (index >= 0) rest.splice(index, 1)
    return index >= 0
  })
}

/** `12.50` and `12.5` are one number. */
function numberText(text: string): string {
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) ? String(number) : text
}

/** Whole seconds of UTC, as sources keep moments. */
export function wholeSecond(text: string): string {
  const index = Date.parse(text)
  return Number.isNaN(index) ? text : new Date(Math.floor(index / 1000) * 1000).toISOString()
}
