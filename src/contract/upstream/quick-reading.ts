import { z } from 'zod'

/** What a quick reading leaves to the schema. */
export const undecided = Symbol('undecided')
type QuickReading = (raw: unknown) => unknown

/**
 * Readings of what the documentation describes, which nearly all values are, without the schema: the
 * result is the same, in a fraction of the time. Everything else is undecided.
 */
const quickReadings = new WeakMap<z.ZodType, QuickReading>()

export function quickly<Schema extends z.ZodType>(schema: Schema, read: QuickReading): Schema {
  quickReadings.set(schema, read)
  return schema
}

export const takenIf = (isPlain: (raw: unknown) => boolean): QuickReading => {
  return (raw) => (isPlain(raw) ? raw : undecided)
}

export const knownQuickReading = (schema: z.ZodType): QuickReading | undefined =>
  quickReadings.get(schema)

/** That of a schema; without one of its own it asks the schema. */
export function quickReadingOf(schema: z.ZodType): QuickReading {
  if (schema instanceof z.ZodUnknown) return (raw) => raw
  return (
    quickReadings.get(schema) ??
    ((raw) => {
      const read = schema.safeParse(raw)
      return read.success ? read.data : undecided
    })
  )
}

export type Shape = Record<string, z.ZodType>

export const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)

/**
 * Reads an object of `needed` and `other` keys, the latter of which may be empty; undefined unless all
 * its values can be read quickly.
 */
export function quickRow(needed: Shape, other: Shape) {
  const keys = [...Object.keys(needed), ...Object.keys(other)]
  const read = [...Object.values(needed), ...Object.values(other)].map(quickReadingOf)
  const neededCount = Object.keys(needed).length
  return (raw: unknown): Record<string, unknown> | undefined => {
    if (!isRecord(raw)) return undefined
    const data: Record<string, unknown> = {}
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] ?? ''
      const given = raw[key]
      if (index < neededCount || (given !== undefined && given !== null)) {
        const value = read[index]?.(given)
        if (value === undecided) return undefined
        data[key] = value
      } else if (given === null || key in raw) data[key] = given
    }
    return data
  }
}
