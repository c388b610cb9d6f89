import { nameKeys, type AttributeKey, type TextKey } from '#contract/model/attribute.ts'
import type { Issue } from '#contract/model/issue.ts'
import { unsupportedTexts, type WriteParts } from './write-parts.ts'

/** Built-in text attributes with their names in amoCRM. */
export type TextNames<Name extends string> = readonly (readonly [TextKey, Name])[]

/** The names common to both dialects. */
export const amoTextNames = [
  ['name', 'name'],
  ['firstName', 'first_name'],
  ['lastName', 'last_name'],
] as const satisfies TextNames<string>

/** Texts by their names in amoCRM, and those that amoCRM does not have. */
export function toAmoTexts<Name extends string>(
  texts: WriteParts['texts'],
  names: TextNames<Name>,
): { written: Partial<Record<Name, string>>; issues: Issue[] } {
  const written: Partial<Record<Name, string>> = {}
  for (const [key, name] of names) {
    const text = texts[key]
    if (text !== undefined) written[name] = text
  }
  const known = names.map(([key]) => key)
  return { written, issues: unsupportedTexts(texts, known, 'contacts here have no such text') }
}

/**
 * The attributes affected by an unreadable text: first, last and full name depend on each other.
 */
export const textOwners = (names: TextNames<string>): Record<string, AttributeKey[]> =>
  Object.fromEntries(
    names.map(([key, name]) => [name, nameKeys.includes(key) ? [...nameKeys] : [key]]),
  )
