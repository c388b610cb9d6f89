import { useCallback, useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { hasChanges } from './contact-form-changes.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { contactDrafts, fitDraft, isFormerKey, type StoredDraft } from './contact-form-drafts.ts'
import type { FormContext, FormValues } from './contact-form-values.ts'

/** What belongs to one form that was opened, beside what is typed in it. */
type Session = {
  /** One form, one draft and one create: two tabs that are typed in separately are two contacts. */
  formKey: string
  /** What is typed over. */
  base: FormValues
  /** What was sent to be created, as long as nobody knows that it was not; null for nothing. */
  sent: StoredDraft['sent']
}

type Options = {
  form: UseFormReturn<FormValues>
  /** What the form began with; the session's first base. */
  initial: FormValues
  context: FormContext
  id: number | 'new'
  onDirtyChange: (isDirty: boolean) => void
}

/** A session: kept in this browser at every change, so that a reload or a crash costs nothing. */
export function useFormSession({ form, initial, context, id, onDirtyChange }: Options) {
  const source = context.source.id
  const [session, setSession] = useState(() => newSession(initial))
  // What is kept belongs to the newest session, which may not be drawn yet.
  const current = useRef(session)
  const [isStored, setIsStored] = useState(true)
  const [drafts, setDrafts] = useState<StoredDraft[]>(() => {
    contactDrafts.prune(toServerTime(Date.now()))
    return contactDrafts.list(source, id)
  })

  const keep = useCallback(
    (values: FormValues): void => {
      const { formKey, base, sent } = current.current
      const isDirty = sent !== null || hasChanges(values, base, context)
      onDirtyChange(isDirty)
      if (!isDirty) return contactDrafts.remove(source, id, formKey)
      const stored = { formKey, at: toServerTime(Date.now()), values, base, sent }
      setIsStored(contactDrafts.write(source, id, stored))
    },
    [context, source, id, onDirtyChange],
  )
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => keep(values) }),
    [form, keep],
  )

  function update(change: Partial<Session>): void {
    current.current = { ...current.current, ...change }
    setSession(current.current)
  }

  return {
    base: session.base,
    /** The session as it is now, drawn or not. */
    now: () => current.current,
    /** What was typed for this contact in other forms, newest first. */
    drafts,
    /** False where this browser keeps nothing: storage is full or forbidden. */
    isStored,
    rebase: (base: FormValues) => update({ base }),
    /** Remembers what is about to be sent, or that nothing came of it. */
    setSent: (values: FormValues | null) => {
      const at = current.current.sent?.at ?? toServerTime(Date.now())
      update({ sent: values && { values, at } })
      keep(form.getValues())
    },
    /** Goes on as another form: what is created from now on is another contact. */
    startOver: () => {
      update({ formKey: crypto.randomUUID(), sent: null })
      keep(form.getValues())
    },
    restore: (draft: StoredDraft) => {
      const { values, base, sent } = fitDraft(draft, initial, context)
      // A create that may have been sent keeps its key; 0.1.0 had no keys.
      const isFormer = isFormerKey(draft.formKey)
      update({ base, sent, ...(!isFormer && { formKey: draft.formKey }) })
      form.reset(values)
      keep(values)
      if (isFormer) contactDrafts.remove(source, id, draft.formKey)
      setDrafts((all) => all.filter((item) => item !== draft))
    },
    discard: (draft: StoredDraft) => {
      contactDrafts.remove(source, id, draft.formKey)
      setDrafts((all) => all.filter((item) => item !== draft))
    },
    /** Removes what this form itself has kept. */
    discardOwn: () => contactDrafts.remove(source, id, current.current.formKey),
  }
}

const newSession = (base: FormValues): Session => ({
  formKey: crypto.randomUUID(),
  base,
  sent: null,
})
