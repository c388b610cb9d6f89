import * as z from 'zod/mini'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'
import type { Mapping } from './matching-plan.ts'

const stored = z.record(z.string(), z.int())

/** Fields that take any text. */
export const isForText = ({ isReadOnly, kind, role }: FieldDefinition): boolean =>
  !isReadOnly && (kind === 'text' || kind === 'url') && role === null

/** The mapping stored for a pair of sources; by default fields of the same name. */
export function readMapping(
  source: string,
  target: string,
  from: FieldDefinition[],
  to: FieldDefinition[],
): Mapping {
  const known = parse(readPreference(`match.${source}.${target}`))
  if (known) return known
  const same = from.flatMap(({ code }): [string, number][] => {
    const found = to.find(
      (field) =>
        isForText(field) &&
        [field.code, field.name].some((text) => text?.toLowerCase() === code?.toLowerCase()),
    )
    return code !== null && found ? [[code, found.id]] : []
  })
  return Object.fromEntries(same)
}

export const writeMapping = (source: string, target: string, mapping: Mapping): boolean =>
  writePreference(`match.${source}.${target}`, JSON.stringify(mapping))

function parse(text: string | null): Mapping | undefined {
  if (text === null) return undefined
  try {
    const read = z.safeParse(stored, JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
