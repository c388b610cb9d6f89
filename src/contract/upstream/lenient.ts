import { z } from 'zod'

/**
 * The one policy for what sources tell: read by row and by value. What PHP writes for nothing is nothing,
 * numbers may be text and text numbers; a value that is neither what was expected nor empty is left out,
 * a row is left out only without what it cannot live without. Both are named, never hidden.
 */

/** Something that could not be read: where in the answer, and in which row, where its id is known. */
export type Unreadable = { id: number | null; path: string }

/** A list that was read row by row. */
export type Rows<Row> = {
  items: Row[]
  /** The rows that were left out, with their places among all. */
  dropped: (Unreadable & { index: number })[]
}

/** What PHP makes of nothing: null, `[]`, `{}`, `""`, `false`, or no such key at all. */
export const isEmpty = (raw: unknown): boolean =>
  raw === undefined ||
  raw === null ||
  raw === '' ||
  raw === false ||
  (typeof raw === 'object' && Object.keys(raw).length === 0)

/** A whole number, or one written as text. */
export const looseInt = z.union([
  z.int(),
  z
    .string()
    .regex(/^\s*-?\d{1,15}\s*$/)
    .transform(Number),
])

/** The id of a row: without it, nothing can be done with the row. */
export const looseId = looseInt.refine((id) => id > 0, 'an id is above 0')

/** A number with decimals, or one written as text. */
export const looseNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?\d{1,30}(\.\d{1,30})?\s*$/)
    .transform(Number),
])

export const looseText = z.union([z.string(), z.number().transform(String)])

const flags = new Map<unknown, boolean>([
  [1, true],
  ['1', true],
  ['true', true],
  [0, false],
  ['0', false],
  ['false', false],
])
export const looseFlag = z.union([
  z.boolean(),
  z
    .union([z.number(), z.string()])
    .refine((raw) => flags.has(raw))
    .transform((raw) => flags.get(raw) ?? false),
])

const record = z.record(z.string(), z.unknown())
const nothing = z
  .unknown()
  .refine(isEmpty)
  .transform(() => undefined)

/** The same, or nothing in any of PHP's words. */
export const emptyable = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema.nullish(), nothing])

type Shape = Record<string, z.ZodType>
type Row<Needed extends Shape, Other extends Shape> = {
  [Key in keyof Needed]: z.output<Needed[Key]>
} & { [Key in keyof Other]?: z.output<Other[Key]> | null | undefined }

/** Kept beside what was read, so that no key of a source can pass for it. */
const marks = new WeakMap<object, Unreadable[]>()

/** What could not be read of something that this policy has read, all that it holds included. */
export const unreadableIn = (read: unknown): Unreadable[] =>
  (typeof read === 'object' && read !== null ? marks.get(read) : undefined) ?? []

export function mark<Read extends object>(read: Read, unreadable: Unreadable[]): Read {
  if (unreadable.length > 0) marks.set(read, unreadable)
  return read
}

/**
 * An object that lives without any of its `other` keys: null or undefined where they are empty or could
 * not be read, which `unreadableIn` tells apart. What nothing is made of is not asked for.
 */
export function row<Needed extends Shape, Other extends Shape>(needed: Needed, other: Other) {
  const parts = Object.entries(other).map(([key, schema]) => [key, emptyable(schema)] as const)
  const whole = z.object({ ...needed, ...Object.fromEntries(parts) })
  const bare = z.object(needed)
  return z.unknown().transform((raw, context): Row<Needed, Other> => {
    // Nearly every row is as documented: one pass is enough for it.
    const read = whole.safeParse(raw)
    const { data, failed } = read.success
      ? { data: read.data, failed: [] }
      : readParts(bare.safeParse(raw), parts, raw)
    if (!data) {
      context.addIssue({ code: 'custom', message: 'no row' })
      return z.NEVER
    }
    const id = typeof data['id'] === 'number' ? data['id'] : null
    const inside = Object.entries(data).flatMap(([key, value]) =>
      unreadableIn(value).map((entry) => ({ id: id ?? entry.id, path: joinPath(key, entry.path) })),
    )
    // Its keys and what they hold are those of the schemas above, which no type can say of a loop.
    return mark(data as Row<Needed, Other>, [...failed.map((path) => ({ id, path })), ...inside])
  })
}

function readParts(
  needed: z.ZodSafeParseResult<Record<string, unknown>>,
  parts: (readonly [string, z.ZodType])[],
  raw: unknown,
): { data: Record<string, unknown> | undefined; failed: string[] } {
  if (!needed.success) return { data: undefined, failed: [] }
  const source = record.parse(raw)
  const data = { ...needed.data }
  const failed: string[] = []
  for (const [key, schema] of parts) {
    const part = schema.safeParse(source[key])
    if (part.success) data[key] = part.data
    else failed.push(key)
  }
  return { data, failed }
}

const joinPath = (key: string, path: string) => (path === '' ? key : `${key}.${path}`)

/** The entries of a list with their places: PHP makes lists and maps of the same thing. */
function entriesOf(raw: unknown): [string, unknown][] | undefined {
  if (isEmpty(raw)) return []
  return typeof raw === 'object' && raw !== null ? Object.entries(raw) : undefined
}

const idIn = (raw: unknown): number | null =>
  looseId.safeParse(record.safeParse(raw).data?.['id']).data ?? null

/** A list or a map of rows, of which those that cannot be read are left out; no list at all is an issue. */
export const rowsOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.unknown().transform((raw, context): Rows<z.output<Schema>> => {
    const entries = entriesOf(raw)
    if (!entries) {
      context.addIssue({ code: 'custom', message: 'a list is expected' })
      return z.NEVER
    }
    const rows: Rows<z.output<Schema>> = { items: [], dropped: [] }
    const unreadable: Unreadable[] = []
    for (const [index, [key, entry]] of entries.entries()) {
      const read = schema.safeParse(entry)
      if (read.success) {
        rows.items.push(read.data)
        for (const inside of unreadableIn(read.data))
          unreadable.push({ ...inside, path: joinPath(key, inside.path) })
      } else {
        const dropped = { id: idIn(entry), path: key }
        rows.dropped.push({ ...dropped, index })
        // An empty entry is no row, but nothing is lost with it.
        if (!isEmpty(entry)) unreadable.push(dropped)
      }
    }
    return mark(rows, unreadable)
  })

export type Page<Row> = Rows<Row> & { hasNext: boolean }

const noRows = { items: [], dropped: [], hasNext: false }

/** The same below another path. */
export const under = <Entry extends Unreadable>(path: string, entries: Entry[]): Entry[] =>
  entries.map((entry) => ({ ...entry, path: joinPath(path, entry.path) }))

/**
 * amoCRM's envelope of a list, `{ _links, _embedded: { [name]: [...] } }`, whatever PHP makes of an empty
 * one. What is none, or the list of something else, is an issue: it does not prove that there is nothing.
 */
export const pageOf = <Schema extends z.ZodType>(name: string, schema: Schema) => {
  const rows = rowsOf(schema)
  return z.unknown().transform((raw, context): Page<z.output<Schema>> => {
    if (isEmpty(raw)) return noRows
    const envelope = record.safeParse(raw).data ?? {}
    const isEnvelope = '_embedded' in envelope || '_links' in envelope || '_page' in envelope
    const embedded = envelope['_embedded']
    if (isEnvelope && isEmpty(embedded)) return noRows
    const parts = record.safeParse(embedded).data
    const list = parts && name in parts ? rows.safeParse(parts[name]) : undefined
    if (!list?.success) {
      context.addIssue({ code: 'custom', message: `a list of ${name} is expected` })
      return z.NEVER
    }
    const path = `_embedded.${name}`
    const page = {
      items: list.data.items,
      dropped: under(path, list.data.dropped),
      hasNext: hasLink(envelope['_links']),
    }
    const empty = page.dropped.filter(({ index }) => isEmpty(entryAt(parts?.[name], index)))
    return mark(page, [...under(path, unreadableIn(list.data)), ...empty.map(withoutIndex)])
  })
}

const entryAt = (list: unknown, index: number): unknown => entriesOf(list)?.[index]?.[1]
const withoutIndex = ({ id, path }: Unreadable): Unreadable => ({ id, path })

/** A next page that is not understood is asked for: an empty one ends the list, silence would cut it off. */
function hasLink(links: unknown): boolean {
  const next = record.safeParse(links).data?.['next']
  const href = record.safeParse(next)
  return href.success ? !isEmpty(href.data['href']) : !isEmpty(next)
}
