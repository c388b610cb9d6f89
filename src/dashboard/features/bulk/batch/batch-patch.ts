import type { ContactPoint } from '#contract/api/contacts.ts'
import type { FieldContent } from '#contract/api/fields.ts'
import type { JobPatch } from '#contract/api/job-rows.ts'
import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import { entriesIn, ofInput } from './batch-content.ts'
import type { BatchEdit } from './batch-plan.ts'

/** The patch of an edit, for a contact with the content `now`. */
export function patchOf(
  edit: BatchEdit,
  now: FieldContent | null,
  timeZone: string | null,
): JobPatch {
  const { target, operation, input, old } = edit
  const { definition, key } = target
  const values = toFieldValues(input, timeZone) ?? []
  const entries = entriesIn(ofInput(definition, input, timeZone))
  const [from] = entriesIn(ofInput(definition, old, timeZone))
  const texts = entries.map(({ text }) => text)
  const gone = from ? [from.text] : []
  switch (key) {
    case 'responsible':
      return { responsible: values[0]?.option ?? 0 }
    case 'tags':
      return { tags: listOf(operation, texts, texts, gone) }
    case 'phones':
    case 'emails': {
      // A replacement keeps the kind of the phone.
      const kind = entriesIn(now).find(({ text }) => text === from?.text)?.kind ?? null
      const contactPoints = entries.map((entry): ContactPoint => ({
        value: entry.text,
        kind: operation === 'replace' ? kind : entry.kind,
      }))
      const list = listOf(operation, contactPoints, texts, gone)
      return key === 'phones' ? { phones: list } : { emails: list }
    }
    default: {
      const { id } = definition
      const removed = toFieldValues(old, timeZone) ?? []
      const kind = entriesIn(now).find(({ text }) => text === from?.text)?.kind ?? null
      switch (operation) {
        case 'set':
          return { fields: [{ id, values: values.length > 0 ? values : null }] }
        case 'clear':
          return { fields: [{ id, values: null }] }
        case 'add':
          return { fields: [{ id, add: values }] }
        case 'remove':
          return { fields: [{ id, remove: values.map(({ kind: _kind, ...value }) => value) }] }
        case 'replace':
          return {
            fields: [
              {
                id,
                add: values.map((value) => ({ ...value, ...(kind && { kind }) })),
                remove: removed,
              },
            ],
          }
      }
    }
  }
}

/** A change of a list: set as a whole, or additions and removals. */
function listOf<Added>(
  operation: BatchEdit['operation'],
  values: Added[],
  texts: string[],
  gone: string[],
) {
  switch (operation) {
    case 'set':
      return { set: values }
    case 'clear':
      return { set: [] }
    case 'add':
      return { add: values }
    case 'remove':
      return { remove: texts }
    case 'replace':
      return { add: values, remove: gone }
  }
}
