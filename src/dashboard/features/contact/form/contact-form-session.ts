import { useCallback, useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { hasChanges } from './contact-form-changes.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { contactDrafts, fitDraft, isFormerKey, type StoredDraft } from './contact-form-drafts.ts'
import type { FormContext, FormValues } from './contact-form-values.ts'

/** State of an opened form besides its input. */
type Session = {
  /** Identifies the form, its draft and its create: forms in two tabs create two contacts. */
  formKey: string
  /** The values before editing. */
  base: FormValues
  /**
   * Values that were sent to be created, unless it is certain that they were not; null for none.
   */
  sent: StoredDraft['sent']
}

type Options = {
  form: UseFormReturn<FormValues>
  /** The initial values of the form; the session's first base. */
  initial: FormValues
  context: FormContext
  id: number | 'new'
  onDirtyChange: (isDirty: boolean) => void
}

/** A session: stored in this browser at every change, so that a reload or crash loses nothing. */
export function useFormSession({ form, initial, context, id, onDirtyChange }: Options) {
  const source = context.source.id
  const [session, setSession] = useState(() => newSession(initial))
  // The draft is stored for the newest session, which may not have been rendered yet.
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
    /** The current session, whether or not it has been rendered. */
    now: () => current.current,
    /** Drafts of this contact from other forms, newest first. */
    drafts,
    /** False if this browser cannot store drafts: storage is full or blocked. */
    isStored,
    rebase: (base: FormValues) => update({ base }),
    /** Records the values about to be sent, or null if nothing was created. */
    setSent: (values: FormValues | null) => {
      const at = current.current.sent?.at ?? toServerTime(Date.now())
      update({ sent: values && { values, at } })
      keep(form.getValues())
    },
    /** Continues as a new form: the next create is another contact. */
    startOver: () => {
      update({ formKey: crypto.randomUUID(), sent: null })
      keep(form.getValues())
    },
    restore: (draft: StoredDraft) => {
      const { values, base, sent } = fitDraft(draft, initial, context)
      // A create that may have been sent keeps its key; drafts of 0.1.0 have no key.
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
    /** Removes the draft stored by this form. */
    discardOwn: () => contactDrafts.remove(source, id, current.current.formKey),
  }
}

const newSession = (base: FormValues): Session => ({
  formKey: crypto.randomUUID(),
  base,
  sent: null,
})
