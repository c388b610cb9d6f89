import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { ContactEdit } from '#contract/api/writes.ts'
import { withoutBlanks } from '#contract/model/blank-items.ts'
import { applyChange, type Change, type RequestedChange } from '#contract/model/change.ts'
import { normalisePhones, type NormalisedPhones } from '#contract/model/phone-normalisation.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Value } from '#contract/model/value.ts'
import { isSameValue } from '#contract/model/value-kinds.ts'
import type { AttributeDraft } from '#dashboard/fields/attribute-draft.ts'
import type { Operation, Target } from './batch-target.ts'

/** The change of one attribute for all selected contacts. */
export type BatchEdit = {
  target: Target
  operation: Operation
  /** The value to set, add or remove, or the replacement of `old`. */
  draft: AttributeDraft
  /** The value to be replaced. */
  old: AttributeDraft
  /** To whose numbers phones without a country code belong; an ISO code, null for those of none. */
  country: string | null
}

/**
 * `now` is undefined if the source does not report the value; `next` is then the requested value.
 */
export type ForecastChange = {
  target: Target
  operation: Operation
  now: Value | null | undefined
  next: Value | null
}

export type Planned = { contact: Contact; row: ContactEdit; changes: ForecastChange[] }

/** What normalising leaves as it is, in contacts that change and in others. */
export type LeftPhone = NormalisedPhones['left'][number] & { contact: Contact }

export const leftPhones = (
  edits: readonly BatchEdit[],
  contacts: readonly Contact[],
): LeftPhone[] =>
  edits.flatMap(({ target, operation, country }) =>
    operation !== 'normalise'
      ? []
      : contacts.flatMap((contact) =>
          normalisePhones(contactValue(contact, target.attribute.key) ?? null, country).left.map(
            (left) => ({ ...left, contact }),
          ),
        ),
  )

/** The changes that the edits would make to a contact; undefined if there are none. */
export function planContact(edits: readonly BatchEdit[], contact: Contact): Planned | undefined {
  const forecast: ForecastChange[] = []
  const changes: RequestedChange[] = []
  const before: Snapshot = {}
  for (const edit of edits) {
    const { target, operation } = edit
    const { key } = target.attribute
    const now = target.isKnown ? (contactValue(contact, key) ?? null) : undefined
    if (operation === 'normalise') {
      const { value, changed } = normalisePhones(now ?? null, edit.country)
      if (changed.length === 0) continue
      forecast.push({ target, operation, now, next: value })
      // What becomes of the phones is decided when the contact is written: nothing was seen before.
      changes.push({ attribute: 'phones', normalise: { country: edit.country } })
      continue
    }
    const change = changeOf(edit, operation)
    const next = now === undefined ? askedFor(edit) : applyChange(change, now)
    if (now !== undefined && isSameValue(now, next)) continue
    forecast.push({ target, operation, now, next })
    changes.push(change)
    if (now !== undefined) before[key] = now
  }
  if (changes.length === 0) return undefined
  return { contact, changes: forecast, row: { id: contact.id, changes, before } }
}

/** Converts an edit to a change, which is the same for all contacts. */
function changeOf(
  { target, draft, old }: BatchEdit,
  operation: Exclude<Operation, 'normalise'>,
): Change {
  const { key: attribute } = target.attribute
  const value = valueOf(target, draft)
  if (operation === 'clear' || value === null) return { attribute, clear: true }
  switch (operation) {
    case 'set':
      return { attribute, set: value }
    case 'add':
      return { attribute, add: value }
    case 'remove':
      return { attribute, remove: value }
    case 'replace': {
      const from = valueOf(target, old)
      return from ? { attribute, replace: { from, to: value } } : { attribute, add: value }
    }
  }
}

const askedFor = ({ target, operation, draft }: BatchEdit): Value | null =>
  operation === 'clear' ? null : valueOf(target, draft)

/** The value of a draft for the target: a single phone is entered as plain text. */
export function valueOf({ attribute }: Target, { value }: AttributeDraft): Value | null {
  const entered = withoutBlanks(value).value
  if (entered?.kind !== 'text' || attribute.kind === 'text') return entered
  const [text = ''] = entered.values
  if (attribute.kind === 'contactPoints')
    return { kind: 'contactPoints', items: [{ value: text, kind: null, kindId: null }] }
  return entered
}
