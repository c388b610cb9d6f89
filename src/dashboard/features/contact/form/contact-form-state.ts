import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { AttributeConflict } from '#contract/api/row-results.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { invalidateContacts } from '#dashboard/domain/contacts-invalidation.ts'
import { draftOf } from '#dashboard/fields/attribute-draft.ts'
import { contactDrafts, fitDraft, type StoredDraft } from './contact-form-drafts.ts'
import { checkForm, setIssues, toErrors } from './contact-form-issues.ts'
import { hasChanges } from './contact-form-changes.ts'
import { createContact, editContact, type Outcome, type Saved } from './contact-form-saving.ts'
import {
  emptyValues,
  toFormValues,
  type FormContext,
  type FormValues,
} from './contact-form-values.ts'

export type FormMode = { kind: 'create' } | { kind: 'edit'; contact: ContactDetail }

/** What both changed, and what has been chosen so far. */
export type OpenConflict = {
  items: AttributeConflict[]
  /** Who changed the contact last. */
  by: string | null
  selected: Partial<Record<AttributeKey, 'mine' | 'theirs'>>
}

/** What stands in the way of saving and belongs to no value. */
export type Obstacle =
  | { kind: 'error'; error: unknown }
  | { kind: 'rejected'; messages: string[] }
  | { kind: 'unknown'; resembles: number | null }
  | { kind: 'gone' | 'overtaken' | 'invalid' | 'undecided' }

type Options = {
  mode: FormMode
  context: FormContext
  onDirtyChange: (isDirty: boolean) => void
  onSaved: (saved: Saved) => void
  /** Called when the answer left something to look at: the first wrong value, the conflict. */
  onTrouble: () => void
}

/** The form's values, what they are typed over, their draft, and the way to the source. */
export function useContactForm({ mode, context, onDirtyChange, onSaved, onTrouble }: Options) {
  const source = context.source.id
  const id = mode.kind === 'edit' ? mode.contact.id : 'new'
  const client = useQueryClient()
  const [initial] = useState(() =>
    mode.kind === 'edit' ? toFormValues(mode.contact, context) : emptyValues(context),
  )
  const [base, setBase] = useState(initial)
  // One form, one draft and one create: two tabs that are typed in separately are two contacts.
  const [formKey, setFormKey] = useState<string>(() => crypto.randomUUID())
  const [drafts, setDrafts] = useState<StoredDraft[]>(() => {
    contactDrafts.prune(Date.now())
    return contactDrafts.list(source, id)
  })
  const [conflict, setConflict] = useState<OpenConflict>()
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
  const isStored = useDraftStorage({ form, base, context, id, formKey, onDirtyChange })

  function finish(outcome: Outcome, values: FormValues) {
    switch (outcome.kind) {
      case 'saved':
        // What was typed while it was being saved is not in it: the draft keeps that.
        if (mode.kind === 'create' || isSame(form.getValues(), values))
          contactDrafts.remove(source, id, formKey)
        gate.finish()
        onDirtyChange(false)
        void invalidateContacts(client, source)
        onSaved(outcome)
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
        setConflict({ items: outcome.conflicts, by: outcome.by, selected: {} })
        setBase(withTheirs(base, outcome.conflicts))
        return
      case 'unknown':
        setObstacle(outcome)
        return
      case 'gone':
      case 'overtaken':
        setObstacle({ kind: outcome.kind })
    }
  }

  const submit = form.handleSubmit(
    async (values) => {
      if (conflict?.items.some(({ attribute }) => !conflict.selected[attribute])) {
        setObstacle({ kind: 'undecided' })
        onTrouble()
        return
      }
      setObstacle(undefined)
      const work = { values, base, context }
      try {
        const outcome = await (mode.kind === 'edit'
          ? editContact(mode.contact.id, work)
          : createContact(work, formKey))
        setConflict(undefined)
        finish(outcome, values)
        if (outcome.kind !== 'saved') onTrouble()
      } catch (error) {
        setObstacle({ kind: 'error', error })
      }
    },
    () => {
      setObstacle({ kind: 'invalid' })
      onTrouble()
    },
  )

  return {
    form,
    base,
    conflict,
    obstacle,
    drafts,
    /** False where this browser keeps nothing: storage is full or forbidden. */
    isStored,
    submit: (event?: FormEvent) => {
      event?.preventDefault()
      if (gate.enter()) void submit(event).finally(gate.leave)
    },
    resolveConflict: (attribute: AttributeKey, whose: 'mine' | 'theirs') => {
      const item = conflict?.items.find((entry) => entry.attribute === attribute)
      if (!conflict || !item) return
      setConflict({ ...conflict, selected: { ...conflict.selected, [attribute]: whose } })
      form.setValue(`drafts.${attribute}`, draftOf(item[whose]), { shouldDirty: true })
    },
    restoreDraft: (draft: StoredDraft) => {
      const fit = fitDraft(draft, initial)
      setBase(fit.base)
      form.reset(fit.values)
      // A create that may have been sent keeps its key, so that it is not made twice.
      setFormKey(draft.formKey)
      setDrafts([])
      onDirtyChange(hasChanges(fit.values, fit.base, context))
    },
    discardDraft: (draft: StoredDraft) => {
      contactDrafts.remove(source, id, draft.formKey)
      setDrafts((all) => all.filter((item) => item !== draft))
    },
    discardOwn: () => contactDrafts.remove(source, id, formKey),
  }
}

/** What others made of it is what is edited now. */
const withTheirs = (base: FormValues, conflicts: AttributeConflict[]): FormValues => ({
  ...base,
  drafts: {
    ...base.drafts,
    ...Object.fromEntries(conflicts.map(({ attribute, theirs }) => [attribute, draftOf(theirs)])),
  },
})

/** Lets one save at a time through, and none after the one that succeeded. */
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

const isSame = (values: FormValues, other: FormValues): boolean =>
  JSON.stringify(values) === JSON.stringify(other)

type Storage = {
  form: UseFormReturn<FormValues>
  base: FormValues
  context: FormContext
  id: number | 'new'
  formKey: string
  onDirtyChange: (isDirty: boolean) => void
}

/** Every change is kept at once, so that a reload or a crash costs nothing. */
function useDraftStorage({ form, base, context, id, formKey, onDirtyChange }: Storage): boolean {
  const source = context.source.id
  const [isStored, setIsStored] = useState(true)
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          const isDirty = hasChanges(values, base, context)
          onDirtyChange(isDirty)
          if (isDirty)
            setIsStored(contactDrafts.write(source, id, { formKey, at: Date.now(), values, base }))
          else contactDrafts.remove(source, id, formKey)
        },
      }),
    [form, base, context, source, id, formKey, onDirtyChange],
  )
  return isStored
}
