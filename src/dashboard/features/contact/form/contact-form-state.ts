import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useForm } from 'react-hook-form'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { AttributeConflict } from '#contract/api/row-results.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { Issue } from '#contract/model/issue.ts'
import { invalidateContacts } from '#dashboard/domain/contacts-invalidation.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import type { KnownContact } from '#dashboard/features/contact/new-contact-search.ts'
import { draftOf } from '#dashboard/fields/attribute-draft.ts'
import { withAccepted } from '#dashboard/fields/draft-checks.ts'
import { checkForm, formWarnings, setIssues, toErrors } from './contact-form-issues.ts'
import {
  createContact,
  editContact,
  isKeyNeeded,
  isKeyTaken,
  mayBeCreated,
  type Outcome,
  type Saved,
} from './contact-form-saving.ts'
import { useFormSession } from './contact-form-session.ts'
import {
  emptyValues,
  toFormValues,
  withKnown,
  type FormContext,
  type FormValues,
} from './contact-form-values.ts'

export type FormMode =
  | { kind: 'create'; known: KnownContact }
  | { kind: 'edit'; contact: ContactDetail }

/** The conflicting attributes, and the resolutions selected so far. */
export type OpenConflict = {
  items: AttributeConflict[]
  /** The user who last changed the contact. */
  by: string | null
  selected: Partial<Record<AttributeKey, 'mine' | 'theirs'>>
}

/** A reason that prevents saving and does not concern a single value. */
export type Obstacle =
  | { kind: 'error'; error: unknown }
  | { kind: 'rejected'; issues: Issue[] }
  | { kind: 'unknown'; resembles: number | null }
  | { kind: 'gone' | 'overtaken' | 'invalid' | 'undecided' }
  /** Values look wrong, and nobody has said yet that they are to be accepted. */
  | { kind: 'warned' }
  /** A create without a response, and one that another tab has sent with other values. */
  | { kind: 'createAgain' | 'sentElsewhere' }

type Options = {
  mode: FormMode
  context: FormContext
  onDirtyChange: (isDirty: boolean) => void
  onSaved: (saved: Saved) => void
  /** Called if the user has to check something: the first invalid value, or the conflict. */
  onIssue: () => void
}

/** The form's values, their base and draft, and saving them. */
export function useContactForm({ mode, context, onDirtyChange, onSaved, onIssue }: Options) {
  const source = context.source.id
  const id = mode.kind === 'edit' ? mode.contact.id : 'new'
  const client = useQueryClient()
  const [initial] = useState(() =>
    mode.kind === 'edit' ? toFormValues(mode.contact, context) : emptyValues(context),
  )
  const [conflict, setConflict] = useState<OpenConflict>()
  const [obstacle, setObstacle] = useState<Obstacle>()
  const [attempt, setAttempt] = useState(0)
  const form = useForm<FormValues>({
    defaultValues: mode.kind === 'create' ? withKnown(initial, mode.known, context) : initial,
    shouldFocusError: false, // in screen order instead, see onIssue
    resolver: (values) => {
      const issues = checkForm(values, session.base, context, mode.kind)
      return issues.length > 0 ? { values: {}, errors: toErrors(issues) } : { values, errors: {} }
    },
  })
  // Not state: a second click may occur before the next render.
  const [gate] = useState(() => createGate())
  const session = useFormSession({ form, initial, context, id, onDirtyChange })
  const { base } = session

  function applyOutcome(outcome: Outcome, values: FormValues) {
    switch (outcome.kind) {
      case 'saved':
        // Input made during the save is not included in it: it remains in the draft.
        if (isSame(form.getValues(), values)) session.discardOwn()
        gate.finish()
        onDirtyChange(false)
        void invalidateContacts(client, source)
        onSaved(outcome)
        return
      case 'rejected':
        setIssues(form, outcome.issues)
        setObstacle(
          outcome.rest.length > 0
            ? { kind: 'rejected', issues: outcome.rest }
            : { kind: 'invalid' },
        )
        return
      case 'conflict':
        setConflict({ items: outcome.conflicts, by: outcome.by, selected: {} })
        session.rebase(withTheirs(base, outcome.conflicts))
        return
      case 'unknown':
        setObstacle(outcome)
        return
      case 'gone':
      case 'overtaken':
        setObstacle({ kind: outcome.kind })
    }
  }

  async function create(values: FormValues): Promise<Outcome> {
    const { sent } = session.now()
    // For a bot, another identity is another contact, whatever the outcome of the first request.
    if (sent && JSON.stringify(sent.values.identity) !== JSON.stringify(values.identity)) {
      session.discardOwn()
      session.startOver()
    }
    const known = session.now().sent?.values ?? null
    // Stored before sending, so that after a reload the same create is repeated.
    session.setSent(known ?? values)
    const { base, formKey: key } = session.now()
    try {
      const outcome = await createContact({ values, base, context }, { key, sent: known })
      if (outcome.kind === 'rejected' && !outcome.isCreated) session.setSent(null)
      return outcome
    } catch (error) {
      if (isKeyTaken(error)) session.startOver()
      else if (known === null && !isKeyNeeded(error)) session.setSent(null)
      throw error
    }
  }

  function obstacleOf(error: unknown): Obstacle {
    if (mode.kind === 'create') {
      if (isKeyTaken(error)) return { kind: 'sentElsewhere' }
      if (error instanceof ApiError && error.code === 'offline') return { kind: 'createAgain' }
      if (mayBeCreated(error)) return { kind: 'unknown', resembles: null }
    }
    return { kind: 'error', error }
  }

  const submit = form.handleSubmit(
    async (values) => {
      if (conflict?.items.some(({ attribute }) => !conflict.selected[attribute])) {
        setObstacle({ kind: 'undecided' })
        onIssue()
        return
      }
      setAttempt((count) => count + 1)
      if (formWarnings(values, session.now().base, context).length > 0) {
        setObstacle({ kind: 'warned' })
        onIssue()
        return
      }
      setObstacle(undefined)
      try {
        const outcome = await (mode.kind === 'edit'
          ? editContact(mode.contact.id, { values, base: session.now().base, context })
          : create(values))
        setConflict(undefined)
        applyOutcome(outcome, values)
        if (outcome.kind !== 'saved') onIssue()
      } catch (error) {
        setObstacle(obstacleOf(error))
      }
    },
    () => {
      setAttempt((count) => count + 1)
      setObstacle({ kind: 'invalid' })
      onIssue()
    },
  )

  return {
    form,
    base,
    conflict,
    obstacle,
    drafts: session.drafts,
    isStored: session.isStored,
    attempt,
    /** Keeps everything that looks wrong, and saves. */
    keepAll: () => {
      const values = form.getValues()
      for (const { key, checks } of formWarnings(values, session.now().base, context)) {
        const draft = values.drafts[key] ?? draftOf(null)
        const texts = checks.map(({ text }) => text)
        form.setValue(`drafts.${key}`, withAccepted(draft, texts), { shouldDirty: true })
      }
      if (gate.enter()) void submit().finally(gate.leave)
    },
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
    /** After a warning that a contact may be the same: creates another contact. */
    createAnyway: () => {
      session.startOver()
      if (gate.enter()) void submit().finally(gate.leave)
    },
    restoreDraft: session.restore,
    discardDraft: session.discard,
    discardOwn: session.discardOwn,
  }
}

/** The base with the values of others, which are edited from now on. */
const withTheirs = (base: FormValues, conflicts: AttributeConflict[]): FormValues => ({
  ...base,
  drafts: {
    ...base.drafts,
    ...Object.fromEntries(conflicts.map(({ attribute, theirs }) => [attribute, draftOf(theirs)])),
  },
})

/** Allows one save at a time, and none after a successful one. */
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
