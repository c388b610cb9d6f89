import type { Contact } from '#contract/api/contacts.ts'
import { isSameContent, isSameEntry } from '#contract/api/field-entries.ts'
import type { FieldContent } from '#contract/api/fields.ts'
import type { ContactSnapshot, EditRow, JobPatch } from '#contract/api/job-rows.ts'
import type { FieldInput } from '#dashboard/fields/field-draft.ts'
import { contentNow, entriesIn, ofEntries, ofInput } from './batch-content.ts'
import { patchOf } from './batch-patch.ts'
import type { Operation, Target } from './batch-target.ts'

/** An edit of one attribute of every selected contact. */
export type BatchEdit = {
  target: Target
  operation: Operation
  /** What is set, added or removed, or replaces `old`. */
  input: FieldInput
  /** The value to replace. */
  old: FieldInput
}

/** `now` is undefined where the source does not report it; `next` then is the requested value. */
export type Change = {
  target: Target
  operation: Operation
  now: FieldContent | null | undefined
  next: FieldContent | null
}

export type Planned = { contact: Contact; row: EditRow; changes: Change[] }

/** What the edits would change of a contact; undefined where nothing. */
export function planContact(
  edits: readonly BatchEdit[],
  contact: Contact,
  timeZone: string | null,
): Planned | undefined {
  const changes: Change[] = []
  let patch: JobPatch = {}
  let before: ContactSnapshot = {}
  for (const edit of edits) {
    const { target, operation } = edit
    const now = contentNow(target, contact)
    const next = now === undefined ? askedFor(edit, timeZone) : contentThen(edit, now, timeZone)
    if (now !== undefined && isSo(edit, contact, now, next)) continue
    changes.push({ target, operation, now, next })
    patch = merged(patch, patchOf(edit, now ?? null, timeZone))
    if (now !== undefined) before = merged(before, imageOf(target, contact, now))
  }
  if (changes.length === 0) return undefined
  return { contact, changes, row: { id: contact.id, patch, before } }
}

/** Users are compared by id: two may have the same name. */
function isSo(
  { target, input }: BatchEdit,
  contact: Contact,
  now: FieldContent | null,
  next: FieldContent | null,
): boolean {
  if (target.key !== 'responsible' || input.kind !== 'options') return isSameContent(now, next)
  return contact.responsible?.id === input.selected[0]
}

const askedFor = ({ target, operation, input }: BatchEdit, timeZone: string | null) =>
  operation === 'clear' ? null : ofInput(target.definition, input, timeZone)

/** The content after the edit. */
function contentThen(
  edit: BatchEdit,
  now: FieldContent | null,
  timeZone: string | null,
): FieldContent | null {
  const { target, operation, input, old } = edit
  const asked = ofInput(target.definition, input, timeZone)
  const has = entriesIn(now)
  const named = entriesIn(asked)
  switch (operation) {
    case 'set':
      return asked
    case 'clear':
      return null
    case 'add': {
      const fresh = named.filter((entry) => !has.some((item) => isSameEntry(item, entry)))
      return ofEntries(target, [...has, ...fresh])
    }
    case 'remove': {
      const isNamed = ({ text }: { text: string }) => named.some((entry) => entry.text === text)
      return ofEntries(
        target,
        has.filter((entry) => !isNamed(entry)),
      )
    }
    case 'replace': {
      const [from] = entriesIn(ofInput(target.definition, old, timeZone))
      const [to] = named
      const index = has.findIndex(({ text }) => text === from?.text)
      const found = has[index]
      if (!to || !found || from?.text === to.text) return now
      const others = has.filter(({ text }) => text !== from?.text)
      const isThere = others.some(({ text }) => text === to.text)
      return ofEntries(
        target,
        isThere ? others : others.toSpliced(index, 0, { text: to.text, kind: found.kind }),
      )
    }
  }
}

/** The content it is based on, so that the engine detects changes by others. */
function imageOf(target: Target, contact: Contact, now: FieldContent | null): ContactSnapshot {
  switch (target.key) {
    case 'responsible':
      return { responsible: contact.responsible?.id ?? null }
    case 'tags':
      return { tags: contact.tags.map(({ name }) => name) }
    case 'phones':
      return { phones: contact.phones }
    case 'emails':
      return { emails: contact.emails }
    default:
      return { fields: [{ id: target.definition.id, content: now }] }
  }
}

const merged = <T extends { fields?: unknown[] | undefined }>(a: T, b: T): T => ({
  ...a,
  ...b,
  ...((a.fields || b.fields) && { fields: [...(a.fields ?? []), ...(b.fields ?? [])] }),
})
