import { mutationOptions, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import type { ContactEdit } from '#contract/api/writes.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { contactWrites } from '#dashboard/features/contact/contact-mutations.ts'
import { contactQueries } from '#dashboard/features/contact/contact-queries.ts'
import { useEditUndo } from '#dashboard/features/contact/edit-undo.ts'
import { editContact } from '#dashboard/features/contact/form/contact-form-saving.ts'
import {
  valueIn,
  type EditedContact,
  type FormContext,
} from '#dashboard/features/contact/form/contact-form-values.ts'
import {
  setValueEdit,
  valueEdit,
  type ValueFailure,
  type ValueWork,
} from '#dashboard/features/contact/value-edits.ts'
import { columnLabel } from '#dashboard/fields/attribute-label.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { showMessage } from '#dashboard/lib/notices.ts'
import { sendGroup, type GroupResult } from './edit-group.ts'
import { queueEdit, sendQueued } from './edit-queue.ts'
import { rereadRow } from './row-reading.ts'

const maxUndo = 100

/** Edits that undo what was saved in cells, by source; the last one is the latest. */
const undoable = new WeakMap<QueryClient, Map<string, ContactEdit[]>>()

function undoableOf(client: QueryClient, source: string): ContactEdit[] {
  const all = undoable.get(client) ?? new Map<string, ContactEdit[]>()
  undoable.set(client, all)
  const own = all.get(source) ?? []
  all.set(source, own)
  return own
}

const keyOf = (source: string, id: number) => `${source}/${id}`
const placeOf = (id: number, key: AttributeKey) => `${id}/${key}`
const messageId = 'cell-saved'

export type CellSaving = {
  save: (contact: EditedContact, work: ValueWork, context: FormContext) => void
  /** Undoes what was saved last; false if there is nothing. */
  undo: () => boolean
  /** Sends what waits for other edits of its contact. */
  flush: () => void
}

/**
 * Saves values that are edited in cells of a source: they are drawn at once, and those of a contact
 * within a second are one request. What it results in is shown at the values (see `useValueEdits`).
 */
export function useCellSaving(of: Source): CellSaving {
  const source = of.id
  const { t } = useTranslation(['form', 'translation'])
  const undoEdit = useEditUndo(source, { isReread: false })
  const client = useQueryClient()
  /** The values that were typed last, by contact and attribute. */
  const latest = useRef(new Map<string, ValueWork['values']>())
  /** Edits that wait or are being saved. */
  const pending = useRef(new Set<Promise<void>>())
  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') sendQueued(client)
    }
    // A request would end with the page: it is sent while the browser asks.
    const leave = (event: BeforeUnloadEvent) => {
      sendQueued(client)
      if (pending.current.size > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', leave)
    document.addEventListener('visibilitychange', hide)
    return () => {
      window.removeEventListener('beforeunload', leave)
      document.removeEventListener('visibilitychange', hide)
      sendQueued(client)
    }
  }, [client])

  /** The row has what was saved: it is shown, not what was typed. */
  function showRead(id: number, works: ValueWork[]) {
    for (const { attribute, values } of works) {
      const place = { client, source, id, attribute: attribute.key }
      const isLatest = latest.current.get(placeOf(id, attribute.key)) === values
      if (isLatest && valueEdit(place)?.state === 'saved') setValueEdit(place)
    }
  }

  async function undoLast(): Promise<void> {
    // What was entered last may not be saved yet, and is what is undone.
    await Promise.all(pending.current)
    const edit = undoableOf(client, source).pop()
    if (!edit) return
    showMessage({ id: messageId, text: await undoEdit(edit) })
    await rereadRow(client, of, edit.id)
  }

  function undo(): boolean {
    sendQueued(client)
    const isThere = pending.current.size > 0 || undoableOf(client, source).length > 0
    if (isThere) void undoLast()
    return isThere
  }

  function finish(contact: EditedContact, works: ValueWork[], result: GroupResult) {
    const { id } = contact
    const name = contact.name || t('translation:contacts.unnamed')
    const labelOf = (keys: AttributeKey[]) =>
      works
        .filter(({ attribute }) => keys.includes(attribute.key))
        .map(({ attribute }) => columnLabel(attribute, t))
        .join(', ')
    for (const work of works) {
      const { key } = work.attribute
      const failure = result.failures.get(key)
      // Edited again meanwhile: that is shown.
      if (latest.current.get(placeOf(id, key)) !== work.values) continue
      const value = valueIn(work.values, key, work.base)
      setValueEdit(
        { client, source, id, attribute: key },
        failure
          ? { state: 'failed', work, failure }
          : { state: 'saved', value, savedAt: Date.now() },
      )
    }
    const failed = [...result.failures.keys()]
    const saved = works.map(({ attribute }) => attribute.key).filter((key) => !failed.includes(key))
    if (saved.length > 0) {
      const own = undoableOf(client, source)
      own.push(...result.undo.toReversed())
      own.splice(0, own.length - maxUndo)
      const text = t(result.isMerged ? 'cells.savedMerged' : 'cells.saved', {
        label: labelOf(saved),
        name,
      })
      showMessage({
        id: messageId,
        text,
        ...(result.undo.length > 0 && {
          action: { text: t('undo.undo'), run: () => void undo() },
        }),
      })
    }
    if (failed.length > 0 && !isRowShown(id))
      showMessage({
        id: `not-saved-${source}-${id}`,
        text: t('inline.notSaved', { label: labelOf(failed), name }),
      })
  }

  function save(contact: EditedContact, work: ValueWork, context: FormContext) {
    const { id } = contact
    const { key } = work.attribute
    const value = valueIn(work.values, key, work.base)
    latest.current.set(placeOf(id, key), work.values)
    setValueEdit({ client, source, id, attribute: key }, { state: 'saving', value })
    queueEdit(client, keyOf(source, id), work, (take) => {
      let works: ValueWork[] = []
      const options = mutationOptions({
        mutationKey: [...contactQueries.all(source, id), 'value'],
        scope: contactWrites(source, id),
        networkMode: 'always', // without a network it fails at once and is not sent later
        mutationFn: async () => {
          works = await take()
          return sendGroup(works, (group) => editContact(id, { ...group, context }))
        },
      })
      const saved = client
        .getMutationCache()
        .build(client, options)
        .execute(undefined)
        .then(
          (result) => finish(contact, works, result),
          (error: unknown) => finish(contact, works, failedAll(works, error)),
        )
        .finally(() => pending.current.delete(saved))
      pending.current.add(saved)
      saved
        .then(() => rereadRow(client, of, id))
        .then(() => showRead(id, works))
        // Until it can be read, what was typed is shown.
        .catch(() => undefined)
    })
  }
  return { save, undo, flush: () => sendQueued(client) }
}

/** A failure that concerns no value. */
function failedAll(works: ValueWork[], error: unknown): GroupResult {
  const isLost = error instanceof ApiError && error.code === 'source_outcome_unknown'
  const failure: ValueFailure = isLost ? { kind: 'unknown' } : { kind: 'error', error }
  const failures = new Map(works.map(({ attribute }) => [attribute.key, failure]))
  return { failures, undo: [], isMerged: false }
}

const isRowShown = (id: number): boolean =>
  document.querySelector(`.contacts-row[data-id="${id}"]`) !== null
