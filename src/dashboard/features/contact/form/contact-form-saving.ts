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

/** What was saved: how to take it back, and what of others was kept beside it or was not saved. */
export type Saved = {
  id: number
  undo?: ContactEdit
  /** A create that was sent before and not answered: there is still one contact. */
  isRepeat?: boolean
  merged: AttributeKey[]
  notSaved: Issue[]
}

export type Outcome =
  | ({ kind: 'saved' } & Saved)
  /** `isCreated`: a contact was, by an earlier press; what was rejected is a correction of it. */
  | ({ kind: 'rejected'; isCreated?: boolean } & Rejection)
  /** Somebody else changed what was changed here; `by`: who changed the contact last. */
  | { kind: 'conflict'; conflicts: AttributeConflict[]; by: string | null }
  /** It may have been written: `resembles` is a contact that may be it. */
  | { kind: 'unknown'; resembles: number | null }
  /** The contact is not there any more. */
  | { kind: 'gone' }
  /** Somebody was faster each time. */
  | { kind: 'overtaken' }

type Work = { values: FormValues; base: FormValues; context: FormContext }

/** `sent`: what an earlier press has sent by the same key and may have created. */
type Create = { key: string; sent: FormValues | null }

/**
 * Sends a new contact. The same `key` is the same create: pressed twice, or again after an answer that
 * was lost, it makes no second contact. What was sent first is repeated as it was, and what has been
 * corrected since is saved to the contact that came of it. Rejects with `ApiError` where that is no
 * matter of its values.
 */
export async function createContact(work: Work, { key, sent }: Create): Promise<Outcome> {
  if (sent === null || isSameDraft(sent, work)) return sendDraft(work, key, sent !== null)
  const first = await sendDraft({ ...work, values: sent }, key, true)
  // Nothing came of the first: the key is free for what stands there now.
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

/** Failures after which a contact may have been created all the same. */
const unclearCodes: readonly ApiError['code'][] = [
  'offline',
  'source_unreachable',
  'source_timeout',
  'source_invalid_response',
  'source_outcome_unknown',
  'internal',
]

/** Whether a create that failed so may have been made. */
export const mayBeCreated = (error: unknown): boolean =>
  !(error instanceof ApiError) || unclearCodes.includes(error.code)

/** Whether a create that failed so may be under way by its key: what was sent is not to be forgotten. */
export const isKeyNeeded = (error: unknown): boolean =>
  mayBeCreated(error) || (error instanceof ApiError && error.code === 'state_unavailable')

/** Whether the key of a create stands for other values: another tab has sent the same draft. */
export const isKeyTaken = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.code === 'invalid_input' &&
  (error.fields ?? []).some(({ name }) => name.endsWith('.key'))

/** Sends what was changed beside what was seen of it; merging with others is the proxy's. */
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

/** For the words of a conflict only: without it they name nobody. */
async function lastChangedBy(context: FormContext, id: number): Promise<string | null> {
  try {
    const contact = await request(contactDetail, `${pathOf(context)}/${id}`)
    return contact.updatedBy?.name ?? null
  } catch {
    return null
  }
}

/** What became of the one contact that was sent. */
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
    case undefined:
      return { kind: 'overtaken' }
  }
}
