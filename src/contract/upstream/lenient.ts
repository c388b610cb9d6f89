import { z } from 'zod'

/**
 * Policy for reading responses of sources, row by row and value by value. PHP's representations of
 * empty values are read as empty, and texts may stand for numbers and vice versa. A value that is
 * neither valid nor empty is omitted; a row is omitted only if a required value is. All omissions
 * are reported.
 */

/** Something that could not be read: its path in the response, and the ID of its row if known. */
export type Unreadable = { id: number | null; path: string }

/** A list that was read row by row. */
export type Rows<Row> = {
  items: Row[]
  /** The omitted rows, with their index in the complete list. */
  dropped: (Unreadable & { index: number })[]
}

/**
 * Whether the value is one of PHP's representations of an empty value: null, `[]`, `{}`, `""`,
 * `false`, or a missing key.
 */
export const isEmpty = (raw: unknown): boolean =>
  raw === undefined ||
  raw === null ||
  raw === '' ||
  raw === false ||
  (typeof raw === 'object' && Object.keys(raw).length === 0)

/** A whole number, or its text. */
export const looseInt = z.union([
  z.int(),
  z
    .string()
    .regex(/^\s*-?\d{1,15}\s*$/)
    .transform(Number),
])

/** The ID of a row, which is required: a row without it cannot be used. */
export const looseId = looseInt.refine((id) => id > 0, 'an id is above 0')

/** A decimal number, or its text. */
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

/** The schema's value, or null for any of PHP's representations of an empty value. */
export const emptyable = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema.nullish(), nothing])

type Shape = Record<string, z.ZodType>
type Row<Needed extends Shape, Other extends Shape> = {
  [Key in keyof Needed]: z.output<Needed[Key]>
} & { [Key in keyof Other]?: z.output<Other[Key]> | null | undefined }

/** Stored separately from the data, so that no key of a source can be confused with it. */
const marks = new WeakMap<object, Unreadable[]>()

/** What could not be read of a value parsed by this policy, including everything it contains. */
export const unreadableIn = (read: unknown): Unreadable[] =>
  (typeof read === 'object' && read !== null ? marks.get(read) : undefined) ?? []

export function mark<Read extends object>(read: Read, unreadable: Unreadable[]): Read {
  if (unreadable.length > 0) marks.set(read, unreadable)
  return read
}

/**
 * An object in which all keys of `other` are optional: null or undefined if they are empty or could
 * not be read (`unreadableIn` lists the latter).
 */
export function row<Needed extends Shape, Other extends Shape>(needed: Needed, other: Other) {
  const parts = Object.entries(other).map(([key, schema]) => [key, emptyable(schema)] as const)
  const whole = z.object({ ...needed, ...Object.fromEntries(parts) })
  const bare = z.object(needed)
  return z.unknown().transform((raw, context): Row<Needed, Other> => {
    // Nearly all rows match the documentation, so that one pass is enough.
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
    // The keys and values come from the schemas above, which TypeScript cannot infer from a loop.
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

/** The entries of a list with their keys; PHP encodes the same data as a list or as a map. */
function entriesOf(raw: unknown): [string, unknown][] | undefined {
  if (isEmpty(raw)) return []
  return typeof raw === 'object' && raw !== null ? Object.entries(raw) : undefined
}

const idIn = (raw: unknown): number | null =>
  looseId.safeParse(record.safeParse(raw).data?.['id']).data ?? null

/** A list or a map of rows, without the rows that cannot be read; anything else is an issue. */
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
        // An empty entry is not a row; omitting it loses no data.
        if (!isEmpty(entry)) unreadable.push(dropped)
      }
    }
    return mark(rows, unreadable)
  })

export type Page<Row> = Rows<Row> & { hasNext: boolean }

const noRows = { items: [], dropped: [], hasNext: false }

/** The same entries with their paths below another path. */
export const under = <Entry extends Unreadable>(path: string, entries: Entry[]): Entry[] =>
  entries.map((entry) => ({ ...entry, path: joinPath(path, entry.path) }))

/**
 * amoCRM's envelope of a list, `{ _links, _embedded: { [name]: [...] } }`, including PHP's
 * representations of an empty one. Anything else, or the list of another entity, is an issue,
 * because it does not prove that the list is empty.
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

/**
 * A `next` link in an unknown format counts as a link: requesting an empty page ends the list, but
 * ignoring the link would truncate it.
 */
function hasLink(links: unknown): boolean {
  const next = record.safeParse(links).data?.['next']
  const href = record.safeParse(next)
  return href.success ? !isEmpty(href.data['href']) : !isEmpty(next)
}
