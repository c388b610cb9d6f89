import { contactDetail, type ContactDetail } from '#contract/api/contacts.ts'
import { writeAnswer, type ContactPatch, type WriteResult } from '#contract/api/writes.ts'
import { ApiError, request, send } from '#dashboard/lib/api-client.ts'
import {
  checkContract,
  speaksOfValues,
  toRejection,
  type Rejection,
} from './contact-form-issues.ts'
import { mergeValues, type Merge } from './contact-form-merge.ts'
import { isEmptyPatch, toContactDraft, toContactPatch } from './contact-form-patch.ts'
import { toFormValues, type FormContext, type FormValues } from './contact-form-values.ts'

export type Outcome =
  /** `undo` restores the previous values, unless the contact was changed again. */
  | { kind: 'saved'; id: number; undo?: ContactPatch }
  | ({ kind: 'rejected' } & Rejection)
  /** Others changed the same values; `base` is the current contact. */
  | { kind: 'conflict'; merge: Merge; base: FormValues; theirs: ContactDetail }
  /** The contact was deleted. */
  | { kind: 'gone' }
  /** Others changed the contact at every attempt. */
  | { kind: 'overtaken' }

type Work = { values: FormValues; base: FormValues; context: FormContext }

const maxAttempts = 3

/** Creates a contact; throws `ApiError` for failures other than rejected values. */
export async function createContact({ values, base, context }: Work): Promise<Outcome> {
  const draft = toContactDraft(values, base, context)
  const wrong = checkContract(draft, values)
  if (isWrong(wrong)) return { kind: 'rejected', ...wrong }
  return toOutcome(
    () =>
      send(writeAnswer, 'POST', pathOf(context), { items: [draft] }).then(({ results }) => results),
    (reasons) => toRejection(reasons, draft, values),
  )
}

/**
 * Reads the contact, merges its changes with ours and sends ours. Where the source supports it, the
 * proxy checks again and rejects a stale edit; then it is retried.
 */
export async function editContact(
  id: number,
  { values: mine, base: seen, context }: Work,
): Promise<Outcome> {
  let [values, base] = [mine, seen]
  for (let tries = 0; tries < maxAttempts; tries++) {
    const theirs = await readContact(context, id)
    if (!theirs) return { kind: 'gone' }
    const now = toFormValues(theirs, context)
    const merge = mergeValues(values, base, now, context)
    if (merge.conflicts.length > 0) return { kind: 'conflict', merge, base: now, theirs }
    values = merge.values
    base = now
    const patch = toContactPatch(id, values, base, context)
    if (isEmptyPatch(patch)) return { kind: 'saved', id }
    const wrong = checkContract(patch, values)
    if (isWrong(wrong)) return { kind: 'rejected', ...wrong }
    const { checksSeen = false } = context.source.capabilities.writes ?? {}
    const guard = checksSeen && theirs.updatedAt && { seen: { updatedAt: theirs.updatedAt } }
    const undoOf = ({ updatedAt }: { updatedAt: string | null }): ContactPatch => ({
      ...toContactPatch(id, now, values, context),
      ...(checksSeen && updatedAt && { seen: { updatedAt } }),
    })
    const outcome = await toOutcome(
      () =>
        send(writeAnswer, 'PATCH', pathOf(context), { items: [{ ...patch, ...guard }] }).then(
          ({ results }) => results,
        ),
      (reasons) => toRejection(reasons, patch, values),
    )
    if (outcome.kind === 'saved') return { ...outcome, undo: undoOf(outcome) }
    if (outcome.kind !== 'overtaken') return outcome
  }
  return { kind: 'overtaken' }
}

const pathOf = ({ source }: FormContext) => `/api/sources/${source.id}/contacts`

async function readContact(context: FormContext, id: number) {
  try {
    return await request(contactDetail, `${pathOf(context)}/${id}`)
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return undefined
    throw error
  }
}

const isWrong = ({ issues, rest }: Rejection): boolean => issues.length + rest.length > 0

type Reasons = Extract<WriteResult, { status: 'rejected' }>['reasons']

/** The result of the one contact that was sent. */
async function toOutcome(
  write: () => Promise<WriteResult[]>,
  reject: (reasons: Reasons) => Rejection,
): Promise<
  Exclude<Outcome, { kind: 'saved' }> | { kind: 'saved'; id: number; updatedAt: string | null }
> {
  try {
    const [result] = await write()
    if (!result || result.status === 'skipped') return { kind: 'overtaken' }
    if (result.status === 'created') return { kind: 'saved', id: result.id, updatedAt: null }
    if (result.status === 'changed')
      return { kind: 'saved', id: result.id, updatedAt: result.updatedAt }
    if (result.reasons.some(({ code }) => code === 'stale')) return { kind: 'overtaken' }
    if (result.reasons.some(({ field, code }) => field === 'id' && code !== 'twice'))
      return { kind: 'gone' }
    return { kind: 'rejected', ...reject(result.reasons) }
  } catch (error) {
    if (!(error instanceof ApiError) || !speaksOfValues(error.code) || !error.fields) throw error
    const reasons = error.fields.map(({ name, message }) => ({
      field: name,
      code: 'invalid',
      message,
    }))
    return { kind: 'rejected', ...reject(reasons) }
  }
}
