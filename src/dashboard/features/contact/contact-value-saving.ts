import { mutationOptions, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactEdit } from '#contract/api/writes.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { showMessage } from '#dashboard/lib/notices.ts'
import { contactWrites, reread } from './contact-mutations.ts'
import { contactQueries } from './contact-queries.ts'
import type { ContactEditing } from './contact-value-context.tsx'
import { useEditUndo } from './edit-undo.ts'
import { editContact, type Outcome } from './form/contact-form-saving.ts'
import { valueIn } from './form/contact-form-values.ts'
import { setValueEdit, type ValueFailure, type ValueWork } from './value-edits.ts'

/**
 * `save` saves one value: it is drawn at once, and what the save resulted in is shown at it. Edits of the
 * same contact are sent one after another. `label` names the value in messages.
 */
export function useValueSaving({ contact, context }: ContactEditing, label: string) {
  const { t } = useTranslation(['form', 'translation'])
  const client = useQueryClient()
  const source = context.source.id
  const { id } = contact
  const name = contact.name || t('translation:contacts.unnamed')

  const undoEdit = useEditUndo(source)
  const undo = async (edit: ContactEdit) =>
    showMessage({ id: messageId(edit), text: await undoEdit(edit) })

  const reportUnsaved = (key: AttributeKey) =>
    showMessage({
      id: `not-saved-${source}-${id}-${key}`,
      text: t('inline.notSaved', { label, name }),
    })

  /** Keeps what was entered for when the contact is shown again. */
  const keep = (work: ValueWork): void => {
    const place = { client, source, id, attribute: work.attribute.key }
    setValueEdit(place, { state: 'failed', work, failure: { kind: 'left' } })
    reportUnsaved(work.attribute.key)
  }

  const save = async (work: ValueWork): Promise<void> => {
    const { attribute, values, base } = work
    const place = { client, source, id, attribute: attribute.key }
    const value = valueIn(values, attribute.key, base)
    setValueEdit(place, { state: 'saving', value })
    const options = mutationOptions({
      mutationKey: [...contactQueries.all(source, id), 'value'],
      scope: contactWrites(source, id),
      networkMode: 'always', // without a network it fails at once and is not sent later
      mutationFn: (edited: ValueWork) => editContact(id, { ...edited, context }),
      onSettled: () => {
        void reread(client, source, id)
      },
    })
    const fail = (failure: ValueFailure) => {
      setValueEdit(place, { state: 'failed', work, failure })
      if (!isShown(client, source, id)) reportUnsaved(attribute.key)
    }
    try {
      const outcome = await client.getMutationCache().build(client, options).execute(work)
      const failure = failureOf(outcome)
      if (failure) return fail(failure)
      if (outcome.kind !== 'saved') return
      setValueEdit(place, { state: 'saved', value, savedAt: Date.now() })
      const { undo: inverse, merged } = outcome
      showMessage({
        id: `saved-${source}-${id}-${attribute.key}`,
        text: merged.length > 0 ? t('inline.savedMerged', { label }) : t('inline.saved', { label }),
        ...(inverse && {
          action: { text: t('undo.undo'), run: () => void undo(inverse) },
        }),
      })
    } catch (error) {
      const isLost = error instanceof ApiError && error.code === 'source_outcome_unknown'
      fail(isLost ? { kind: 'unknown' } : { kind: 'error', error })
    }
  }
  return { save, keep }
}

const messageId = ({ id, changes }: ContactEdit) => `undone-${id}-${changes[0]?.attribute ?? ''}`

const isShown = (client: QueryClient, source: string, id: number): boolean =>
  client
    .getQueryCache()
    .find({ queryKey: contactQueries.detail(source, id).queryKey })
    ?.isActive() ?? false

/** Why a value was not saved; undefined if it was. */
function failureOf(outcome: Outcome): ValueFailure | undefined {
  switch (outcome.kind) {
    case 'saved':
      return outcome.notSaved.length > 0
        ? { kind: 'rejected', issues: [], rest: outcome.notSaved }
        : undefined
    case 'conflict': {
      const [item] = outcome.conflicts
      return item ? { kind: 'conflict', item, by: outcome.by } : { kind: 'overtaken' }
    }
    case 'rejected':
      return { kind: 'rejected', issues: outcome.issues, rest: outcome.rest }
    case 'unknown':
      return { kind: 'unknown' }
    case 'gone':
    case 'overtaken':
      return { kind: outcome.kind }
  }
}
