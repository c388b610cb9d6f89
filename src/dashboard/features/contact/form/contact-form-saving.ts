import * as z from 'zod/mini'
import { contactDetail } from '#contract/api/contacts.ts'
import type { AttributeConflict, RowResult } from '#contract/api/row-results.ts'
import { writeAnswer, type ContactEdit } from '#contract/api/writes.ts'
import { attributeKey, type AttributeKey } from '#contract/model/attribute.ts'
import type { Issue } from '#contract/model/issue.ts'
import { request, send } from '#dashboard/lib/api-client.ts'
import { toContactDraft, toContactEdit, inverseEdit, isEmptyEdit } from './contact-form-changes.ts'
import { toRejection, type Rejection } from './contact-form-issues.ts'
import type { FormContext, FormValues } from './contact-form-values.ts'

/** A saved edit: how to take it back, and what of others was kept beside it or was not saved. */
export type Saved = {
  id: number
  undo?: ContactEdit
  merged: AttributeKey[]
  notSaved: Issue[]
}

export type Outcome =
  | ({ kind: 'saved' } & Saved)
  | ({ kind: 'rejected' } & Rejection)
  /** Somebody else changed what was changed here; `by`: who changed the contact last. */
  | { kind: 'conflict'; conflicts: AttributeConflict[]; by: string | null }
  /** It may have been written: `resembles` is a contact that may be it. */
  | { kind: 'unknown'; resembles: number | null }
  /** The contact is not there any more. */
  | { kind: 'gone' }
  /** Somebody was faster each time. */
  | { kind: 'overtaken' }

type Work = { values: FormValues; base: FormValues; context: FormContext }

/**
 * Sends a new contact. The same `key` is the same create: pressed twice, or again after an answer that
 * was lost, it makes no second contact. Rejects with `ApiError` where that is no matter of its values.
 */
export async function createContact(
  { values, base, context }: Work,
  key: string,
): Promise<Outcome> {
  const draft = { ...toContactDraft(values, base, context), key }
  const { results } = await send(writeAnswer, 'POST', pathOf(context), { items: [draft] })
  return toOutcome(results[0], values, context)
}

/** Sends what was changed beside what was seen of it; merging with others is the proxy's. */
export async function editContact(id: number, { values, base, context }: Work): Promise<Outcome> {
  const edit = toContactEdit(id, values, base, context)
  if (isEmptyEdit(edit)) return { kind: 'saved', id, merged: [], notSaved: [] }
  const { results } = await send(writeAnswer, 'PATCH', pathOf(context), { items: [edit] })
  const outcome = toOutcome(results[0], values, context)
  if (outcome.kind === 'conflict') return { ...outcome, by: await lastChangedBy(context, id) }
  if (outcome.kind !== 'saved') return outcome
  return { ...outcome, undo: inverseEdit(edit, values, base) }
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
      if (result.issues.some(({ code }) => code === 'not_found')) return { kind: 'gone' }
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
