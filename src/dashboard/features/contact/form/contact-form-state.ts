import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { ContactPatch } from '#contract/api/writes.ts'
import { invalidateContacts } from '#dashboard/domain/contacts-invalidation.ts'
import { contactDrafts, fitDraft } from './contact-form-drafts.ts'
import { setIssues, toErrors } from './contact-form-errors.ts'
import { checkForm } from './contact-form-issues.ts'
import { withValue } from './contact-form-merge.ts'
import type { ValueName } from './contact-form-keys.ts'
import { hasChanges } from './contact-form-patch.ts'
import { createContact, editContact, type Outcome } from './contact-form-saving.ts'
import {
  emptyValues,
  toFormValues,
  type FormContext,
  type FormValues,
} from './contact-form-values.ts'

export type FormMode = { kind: 'create' } | { kind: 'edit'; contact: ContactDetail }

/** What both changed: the states to choose among, and what has been chosen so far. */
export type OpenConflict = {
  names: ValueName[]
  was: FormValues
  mine: FormValues
  theirs: FormValues
  /** Who changed the contact last. */
  by: string | null
  selected: Record<string, 'mine' | 'theirs'>
}

/** What stands in the way of saving and belongs to no value. */
export type Obstacle =
  | { kind: 'error'; error: unknown }
  | { kind: 'rejected'; messages: string[] }
  | { kind: 'gone' | 'overtaken' | 'invalid' | 'undecided' }

type Options = {
  mode: FormMode
  context: FormContext
  onDirtyChange: (isDirty: boolean) => void
  onSaved: (id: number, undo: ContactPatch | undefined) => void
  /** Called when the answer left something to look at: the first wrong value, the conflict. */
  onIssue: () => void
}

/** The form's values, what they are typed over, their draft, and the way to the source. */
export function useContactForm({ mode, context, onDirtyChange, onSaved, onIssue }: Options) {
  const source = context.source.id
  const id = mode.kind === 'edit' ? mode.contact.id : 'new'
  const client = useQueryClient()
  const [initial] = useState(() =>
    mode.kind === 'edit' ? toFormValues(mode.contact, context) : emptyValues(context),
  )
  const [base, setBase] = useState(initial)
  const [draft, setDraft] = useState(() => {
    contactDrafts.prune(Date.now())
    return contactDrafts.read(source, id)
  })
  const [conflict, setConflict] = useState<OpenConflict>()
  const [taken, setTaken] = useState<ValueName[]>([])
  const [obstacle, setObstacle] = useState<Obstacle>()
  const form = useForm<FormValues>({
    defaultValues: initial,
    shouldFocusError: false, // by the order on the screen, see onTrouble
    resolver: (values) => {
      const issues = checkForm(values, base, context, mode.kind)
      return issues.length > 0 ? { values: {}, errors: toErrors(issues) } : { values, errors: {} }
    },
  })
  // By marks of its own and not by state: a second press comes before anything is drawn anew.
  const [gate] = useState(() => createGate())
  useDraftStorage(form, base, context, id, onDirtyChange)

  function applyOutcome(outcome: Outcome, values: FormValues) {
    switch (outcome.kind) {
      case 'saved':
        // What was typed while it was being saved is not in it: the draft keeps that.
        if (mode.kind === 'create' || isSame(form.getValues(), values))
          contactDrafts.remove(source, id)
        gate.finish()
        onDirtyChange(false)
        void invalidateContacts(client, source)
        onSaved(outcome.id, outcome.undo)
        return
      case 'rejected':
        setIssues(form, outcome.issues)
        setObstacle(
          outcome.rest.length > 0
            ? { kind: 'rejected', messages: outcome.rest }
            : { kind: 'invalid' },
        )
        return
      case 'conflict':
        setConflict({
          names: outcome.merge.conflicts,
          was: base,
          mine: values,
          theirs: outcome.base,
          by: outcome.theirs.updatedBy?.name ?? null,
          selected: {},
        })
        setTaken(outcome.merge.taken)
        setBase(outcome.base)
        form.reset(outcome.merge.values)
        return
      case 'gone':
      case 'overtaken':
        setObstacle({ kind: outcome.kind })
    }
  }

  const submit = form.handleSubmit(
    async (values) => {
      if (conflict?.names.some((name) => !conflict.selected[name])) {
        setObstacle({ kind: 'undecided' })
        onIssue()
        return
      }
      setObstacle(undefined)
      const work = { values, base, context }
      try {
        const outcome = await (mode.kind === 'edit'
          ? editContact(mode.contact.id, work)
          : createContact(work))
        setConflict(undefined)
        applyOutcome(outcome, values)
        if (outcome.kind !== 'saved') onIssue()
      } catch (error) {
        setObstacle({ kind: 'error', error })
      }
    },
    () => {
      setObstacle({ kind: 'invalid' })
      onIssue()
    },
  )

  return {
    form,
    base,
    conflict,
    taken,
    obstacle,
    draft,
    submit: (event?: FormEvent) => {
      event?.preventDefault()
      if (gate.enter()) void submit(event).finally(gate.leave)
    },
    resolveConflict: (name: ValueName, whose: 'mine' | 'theirs') => {
      if (!conflict) return
      setConflict({ ...conflict, selected: { ...conflict.selected, [name]: whose } })
      form.reset(withValue(form.getValues(), name, conflict[whose]))
    },
    restoreDraft: () => {
      if (!draft) return
      const fit = fitDraft(draft, initial)
      setBase(fit.base)
      form.reset(fit.values)
      setDraft(undefined)
      onDirtyChange(hasChanges(fit.values, fit.base, context))
    },
    discardDraft: () => {
      contactDrafts.remove(source, id)
      setDraft(undefined)
    },
  }
}

/** Lets one save at a time through, and none after the one that stands. */
function createGate() {
  let isClosed = false
  let isDone = false
  return {
    enter: () => {
      if (isClosed || isDone) return false
      isClosed = true
      return true
    },
    leave: () => {
      isClosed = false
    },
    finish: () => {
      isDone = true
    },
  }
}

const isSame = (item: FormValues, other: FormValues): boolean =>
  JSON.stringify(item) === JSON.stringify(other)

/** Every change is kept at once, so that a reload or a crash costs nothing. */
function useDraftStorage(
  form: UseFormReturn<FormValues>,
  base: FormValues,
  context: FormContext,
  id: number | 'new',
  onDirtyChange: (isDirty: boolean) => void,
) {
  const source = context.source.id
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          const isDirty = hasChanges(values, base, context)
          onDirtyChange(isDirty)
          if (isDirty) contactDrafts.write(source, id, { at: Date.now(), values, base })
          else contactDrafts.remove(source, id)
        },
      }),
    [form, base, context, source, id, onDirtyChange],
  )
}
