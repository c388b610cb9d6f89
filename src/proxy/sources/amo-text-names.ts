import { nameKeys, type AttributeKey, type TextKey } from '#contract/model/attribute.ts'
import type { Issue } from '#contract/model/issue.ts'
import { unsupportedTexts, type WriteParts } from './write-parts.ts'

/** Attributes of one text with the names that amoCRM has for them. */
export type TextNames<Name extends string> = readonly (readonly [TextKey, Name])[]

/** Those that both dialects have. */
export const amoTextNames = [
  ['name', 'name'],
  ['firstName', 'first_name'],
  ['lastName', 'last_name'],
] as const satisfies TextNames<string>

/** Texts in amoCRM's words, and those that it has no word for. */
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

/** Which attributes are lost with a text that cannot be read: the names make each other. */
export const textOwners = (names: TextNames<string>): Record<string, AttributeKey[]> =>
  Object.fromEntries(
    names.map(([key, name]) => [name, nameKeys.includes(key) ? [...nameKeys] : [key]]),
  )
