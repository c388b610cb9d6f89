import * as z from 'zod/mini'
import { contactDetail } from '#contract/api/contacts.ts'
import type { AttributeConflict, RowResult } from '#contract/api/row-results.ts'
import { writeAnswer, type ContactEdit } from '#contract/api/writes.ts'
import { attributeKey, type AttributeKey } from '#contract/model/attribute.ts'
import type { Issue } from '#contract/model/issue.ts'
import { ApiError, request, send } from '#dashboard/lib/api-client.ts'
import { toContactDraft, toContactEdit, inverseEdit, isEmptyEdit } from './contact-form-changes.ts'
import { toRejection, type Rejection } from './contact-form-issues.ts'
import type { FormContext, FormValues } from './contact-form-values.ts'

/**
 * The result of a save: how to undo it, which changes of others were merged, and what was not
 * saved.
 */
export type Saved = {
  id: number
  undo?: ContactEdit
  /** The create had been sent before without a response; there is only one contact. */
  isRepeat?: boolean
  merged: AttributeKey[]
  notSaved: Issue[]
}

export type Outcome =
  | ({ kind: 'saved' } & Saved)
  /**
   * `isCreated`: an earlier attempt created the contact, and a later correction of it was rejected.
   */
  | ({ kind: 'rejected'; isCreated?: boolean } & Rejection)
  /** Another user changed the same attributes; `by`: the user who last changed the contact. */
  | { kind: 'conflict'; conflicts: AttributeConflict[]; by: string | null }
  /** It may have been written: `resembles` is a contact that may be the result. */
  | { kind: 'unknown'; resembles: number | null }
  /** The contact no longer exists. */
  | { kind: 'gone' }
  /** The contact was changed by others during each attempt. */
  | { kind: 'overtaken' }

type Work = { values: FormValues; base: FormValues; context: FormContext }

/**
 * `sent`: the values that an earlier attempt sent with the same key and that may have been created.
 */
type Create = { key: string; sent: FormValues | null }

/**
 * Sends a new contact. `key` is its idempotency key: a second click, or a repetition after a lost
 * response, creates no second contact. The first request is repeated unchanged, and later
 * corrections are saved to the resulting contact. Rejects with `ApiError` for failures that do not
 * concern the values.
 */
export async function createContact(work: Work, { key, sent }: Create): Promise<Outcome> {
  if (sent === null || isSameDraft(sent, work)) return sendDraft(work, key, sent !== null)
  const first = await sendDraft({ ...work, values: sent }, key, true)
  // The first request created nothing: the key may be used for the current values.
  if (first.kind === 'rejected') return sendDraft(work, key, false)
  if (first.kind !== 'saved') return first
  const { before: _before, ...correction } = toContactEdit(
    first.id,
    work.values,
    sent,
    work.context,
  )
  const second = await sendEdit(correction, work)
  if (second.kind === 'rejected') return { ...second, isCreated: true }
  return second.kind === 'saved'
    ? { ...first, notSaved: [...first.notSaved, ...second.notSaved] }
    : second
}

async function sendDraft(
  { values, base, context }: Work,
  key: string,
  isRepeat: boolean,
): Promise<Outcome> {
  const item = { ...toContactDraft(values, base, context), key }
  const { results } = await send(writeAnswer, 'POST', pathOf(context), { items: [item] })
  const outcome = toOutcome(results[0], values, context)
  return outcome.kind === 'saved' ? { ...outcome, isRepeat } : outcome
}

const isSameDraft = (sent: FormValues, { values, base, context }: Work): boolean =>
  JSON.stringify(toContactDraft(sent, base, context)) ===
  JSON.stringify(toContactDraft(values, base, context))

/** Failures after which a contact may nevertheless have been created. */
const unclearCodes: readonly ApiError['code'][] = [
  'offline',
  'source_unreachable',
  'source_timeout',
  'source_invalid_response',
  'source_outcome_unknown',
  'internal',
]

/** Whether a create that failed with this error may have taken effect. */
export const mayBeCreated = (error: unknown): boolean =>
  !(error instanceof ApiError) || unclearCodes.includes(error.code)

/** Whether a create that failed with this error may still be in progress, so that its key must be reused. */
export const isKeyNeeded = (error: unknown): boolean =>
  mayBeCreated(error) || (error instanceof ApiError && error.code === 'state_unavailable')

/** Whether the key was used for other values: another tab has sent the same draft. */
export const isKeyTaken = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.code === 'invalid_input' &&
  (error.fields ?? []).some(({ name }) => name.endsWith('.key'))

/** Sends the changes with the values seen; the proxy merges them with changes of others. */
export async function editContact(id: number, { values, base, context }: Work): Promise<Outcome> {
  const edit = toContactEdit(id, values, base, context)
  const outcome = await sendEdit(edit, { values, base, context })
  if (isEmptyEdit(edit)) return outcome
  if (outcome.kind === 'conflict') return { ...outcome, by: await lastChangedBy(context, id) }
  if (outcome.kind !== 'saved') return outcome
  return { ...outcome, undo: inverseEdit(edit, values, base) }
}

async function sendEdit(edit: ContactEdit, { values, context }: Work): Promise<Outcome> {
  if (isEmptyEdit(edit)) return { kind: 'saved', id: edit.id, merged: [], notSaved: [] }
  const { results } = await send(writeAnswer, 'PATCH', pathOf(context), { items: [edit] })
  return toOutcome(results[0], values, context)
}

const pathOf = ({ source }: FormContext) => `/api/sources/${source.id}/contacts`

/** Only for the text of a conflict, which otherwise names no user. */
async function lastChangedBy(context: FormContext, id: number): Promise<string | null> {
  try {
    const contact = await request(contactDetail, `${pathOf(context)}/${id}`)
    return contact.updatedBy?.name ?? null
  } catch {
    return null
  }
}

/** Converts the result of the contact that was sent. */
function toOutcome(
  result: RowResult | undefined,
  values: FormValues,
  context: FormContext,
): Outcome {
  switch (result?.outcome) {
    case 'created':
      return { kind: 'saved', id: result.id, merged: [], notSaved: result.notSaved }
    case 'changed':
      return {
        kind: 'saved',
        id: result.id,
        merged: result.merged.flatMap((key) => z.safeParse(attributeKey, key).data ?? []),
        notSaved: result.notSaved,
      }
    case 'unchanged':
      return { kind: 'saved', id: result.id, merged: [], notSaved: [] }
    case 'conflict':
      return {
        kind: 'conflict',
        conflicts: result.conflicts.flatMap((item) => (item.attribute === 'chat' ? [] : [item])),
        by: null,
      }
    case 'invalid':
    case 'rejected':
      if (result.issues.some(({ code }) => code === 'stale')) return { kind: 'overtaken' }
      if (result.issues.some(({ attribute, code }) => attribute === 'id' && code === 'not_found'))
        return { kind: 'gone' }
      return { kind: 'rejected', ...toRejection(result.issues, values, context) }
    case 'unknown':
      return { kind: 'unknown', resembles: result.resembles }
    case 'pending':
    case 'sending':
      return { kind: 'unknown', resembles: null }
    case 'cancelled':
    case 'skipped': // not of a single contact
    case undefined:
      return { kind: 'overtaken' }
  }
}
