import type { InputIssue } from '#proxy/invalid-input.ts'

/** Sources do not store the character, Postgres rejects it, and users cannot type it. */
const message = 'contains the character U+0000, which cannot be stored'

/**
 * Texts that contain U+0000, as dotted names, at most ten. All request data is checked here, so
 * that schemas need not handle it.
 */
export function zeroCharacterIssues(data: unknown): InputIssue[] {
  const issues: InputIssue[] = []
  const open: { name: string; value: unknown }[] = [{ name: '', value: data }]
  for (let item = open.pop(); item && issues.length < 10; item = open.pop()) {
    const { name, value } = item
    if (typeof value === 'string') {
      if (value.includes('\0')) issues.push({ name, message })
    } else if (typeof value === 'object' && value !== null)
      for (const [key, entry] of Object.entries(value).toReversed()) {
        const path = name === '' ? key : `${name}.${key}`
        if (key.includes('\0')) issues.push({ name: path.replaceAll('\0', '\uFFFD'), message })
        open.push({ name: path, value: entry })
      }
  }
  return issues
}
