import { z } from 'zod'
import {
  type Shape,
  isRecord,
  knownQuickReading,
  quickly,
  quickRow,
  takenIf,
  undecided,
} from './quick-reading.ts'

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
export const looseInt = quickly(
  z.union([
    z.int(),
    z
      .string()
      .regex(/^\s*-?\d{1,15}\s*$/)
      .transform(Number),
  ]),
  takenIf(Number.isSafeInteger),
)

/** The ID of a row, which is required: a row without it cannot be used. */
export const looseId = quickly(
  looseInt.refine((id) => id > 0, 'an id is above 0'),
  takenIf((raw) => typeof raw === 'number' && Number.isSafeInteger(raw) && raw > 0),
)

/** A decimal number, or its text. */
export const looseNumber = quickly(
  z.union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d{1,30}(\.\d{1,30})?\s*$/)
      .transform(Number),
  ]),
  takenIf(Number.isFinite),
)

export const looseText = quickly(
  z.union([z.string(), z.number().transform(String)]),
  takenIf((raw) => typeof raw === 'string'),
)

const flags = new Map<unknown, boolean>([
  [1, true],
  ['1', true],
  ['true', true],
  [0, false],
  ['0', false],
  ['false', false],
])
export const looseFlag = quickly(
  z.union([
    z.boolean(),
    z
      .union([z.number(), z.string()])
      .refine((raw) => flags.has(raw))
      .transform((raw) => flags.get(raw) ?? false),
  ]),
  takenIf((raw) => typeof raw === 'boolean'),
)

export const record = z.record(z.string(), z.unknown())
const nothing = z
  .unknown()
  .refine(isEmpty)
  .transform(() => undefined)

/** The schema's value, or null for any of PHP's representations of an empty value. */
export const emptyable = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema.nullish(), nothing])

type Row<Needed extends Shape, Other extends Shape> = {
  [Key in keyof Needed]: z.output<Needed[Key]>
} & { [Key in keyof Other]?: z.output<Other[Key]> | null | undefined }

/** Stored separately from the data, so that no key of a source can be confused with it. */
const marks = new WeakMap<object, Unreadable[]>()
/** How often something was marked: what was read without is readable throughout. */
let markings = 0

/** What could not be read of a value parsed by this policy, including everything it contains. */
export const unreadableIn = (read: unknown): Unreadable[] =>
  (typeof read === 'object' && read !== null ? marks.get(read) : undefined) ?? []

export function mark<Read extends object>(read: Read, unreadable: Unreadable[]): Read {
  if (unreadable.length > 0) {
    marks.set(read, unreadable)
    markings += 1
  }
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
  const quick = quickRow(needed, other)

  function read(raw: unknown): Row<Needed, Other> | undefined {
    const before = markings
    const known = quick(raw)
    // The values come from the schemas, which TypeScript cannot infer from a loop.
    if (known && markings === before) return known as Row<Needed, Other>
    const { data, failed } = known ? { data: known, failed: [] } : readSlowly(raw)
    if (!data) return undefined
    const unreadable = unreadableInside(data, failed)
    // The keys and values come from the schemas above, which TypeScript cannot infer from a loop.
    return mark(data as Row<Needed, Other>, unreadable)
  }

  function readSlowly(raw: unknown): Parts {
    const found = whole.safeParse(raw)
    return found.success
      ? { data: found.data, failed: [] }
      : readParts(bare.safeParse(raw), parts, raw)
  }

  return quickly(
    z.unknown().transform((raw, context): Row<Needed, Other> => {
      const found = read(raw)
      if (found) return found
      context.addIssue({ code: 'custom', message: 'no row' })
      return z.NEVER
    }),
    (raw) => read(raw) ?? undecided,
  )
}

type Parts = { data: Record<string, unknown> | undefined; failed: string[] }

/** What could not be read of a row: keys of its own, and what is inside its values. */
function unreadableInside(data: Record<string, unknown>, failed: string[]): Unreadable[] {
  const id = typeof data['id'] === 'number' ? data['id'] : null
  const unreadable: Unreadable[] = failed.map((path) => ({ id, path }))
  for (const key in data)
    for (const entry of unreadableIn(data[key]))
      unreadable.push({ id: id ?? entry.id, path: joinPath(key, entry.path) })
  return unreadable
}

function readParts(
  needed: z.ZodSafeParseResult<Record<string, unknown>>,
  parts: (readonly [string, z.ZodType])[],
  raw: unknown,
): Parts {
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

type List = { entries: unknown[]; keyAt: (index: number) => string }

/** The entries of a list and their keys; PHP encodes the same data as a list or as a map. */
export function listOf(raw: unknown): List | undefined {
  if (isEmpty(raw)) return { entries: [], keyAt: String }
  if (Array.isArray(raw)) return { entries: raw, keyAt: String }
  if (!isRecord(raw)) return undefined
  const keys = Object.keys(raw)
  return { entries: Object.values(raw), keyAt: (index) => keys[index] ?? '' }
}

const idIn = (raw: unknown): number | null =>
  looseId.safeParse(record.safeParse(raw).data?.['id']).data ?? null

/** A list or a map of rows, without the rows that cannot be read; anything else is an issue. */
export function rowsOf<Schema extends z.ZodType>(schema: Schema) {
  const readRow = createRowReading(schema)

  function read(raw: unknown): Rows<z.output<Schema>> | undefined {
    const list = listOf(raw)
    if (!list) return undefined
    const { entries, keyAt } = list
    const rows: Rows<z.output<Schema>> = { items: [], dropped: [] }
    const unreadable: Unreadable[] = []
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index]
      const found = readRow(entry)
      if (found) {
        rows.items.push(found.row)
        for (const inside of unreadableIn(found.row))
          unreadable.push({ ...inside, path: joinPath(keyAt(index), inside.path) })
      } else {
        const dropped = { id: idIn(entry), path: keyAt(index) }
        rows.dropped.push({ ...dropped, index })
        // An empty entry is not a row; omitting it loses no data.
        if (!isEmpty(entry)) unreadable.push(dropped)
      }
    }
    return mark(rows, unreadable)
  }

  return quickly(
    z.unknown().transform((raw, context): Rows<z.output<Schema>> => {
      const found = read(raw)
      if (found) return found
      context.addIssue({ code: 'custom', message: 'a list is expected' })
      return z.NEVER
    }),
    (raw) => read(raw) ?? undecided,
  )
}

/** Reads by a schema; undefined for what it does not accept. */
export function createRowReading<Schema extends z.ZodType>(schema: Schema) {
  const quick = knownQuickReading(schema)
  return (raw: unknown): { row: z.output<Schema> } | undefined => {
    const found = quick ? quick(raw) : undecided
    // It is what the schema would return, which TypeScript cannot know.
    if (found !== undecided) return { row: found as z.output<Schema> }
    const read = schema.safeParse(raw)
    return read.success ? { row: read.data } : undefined
  }
}

/** The same entries with their paths below another path. */
export const under = <Entry extends Unreadable>(path: string, entries: Entry[]): Entry[] =>
  entries.map((entry) => ({ ...entry, path: joinPath(path, entry.path) }))
