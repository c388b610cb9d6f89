import { useEffect, useRef, type RefObject } from 'react'
import { Controller, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ContactPatch } from '#contract/api/writes.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { ContactFormConflicts } from './contact-form-conflicts.tsx'
import { ContactFormDraftNotice } from './contact-form-notices.tsx'
import { useIssueTexts, wholeTexts } from './contact-form-errors.ts'
import { ContactFormFields } from './contact-form-fields.tsx'
import { ContactFormFooter } from './contact-form-footer.tsx'
import { ContactFormIdentity } from './contact-form-identity.tsx'
import { ContactFormLeaveDialog, type Leaving } from './contact-form-notices.tsx'
import { labelOf } from './contact-form-keys.ts'
import { ContactFormName } from './contact-form-name.tsx'
import { ContactFormContactPoints } from './contact-form-contact-points.tsx'
import { ContactFormResponsible } from './contact-form-responsible.tsx'
import { useContactForm, type FormMode } from './contact-form-state.ts'
import { ContactFormTags } from './contact-form-tags.tsx'
import type { FormContext } from './contact-form-values.ts'

export type ContactFormProps = {
  hrefFor: (id: number) => string
  onDirtyChange: (isDirty: boolean) => void
  /** `undo` is the patch that reverts an edit. */
  onSaved: (id: number, undo: ContactPatch | undefined) => void
  onCancel: () => void
  /** Set while leaving with unsaved changes has to be confirmed. */
  leaving: Leaving | undefined
}

/** Creates or edits a contact; knows no route. */
export function ContactForm(props: ContactFormProps & { mode: FormMode; context: FormContext }) {
  const { mode, context, hrefFor, onDirtyChange, onSaved, onCancel, leaving } = props
  const { t } = useTranslation('form')
  const textsOf = useIssueTexts()
  const box = useRef<HTMLFormElement>(null)
  const state = useContactForm({
    mode,
    context,
    onDirtyChange,
    onSaved,
    onIssue: () => focusIssue(box),
  })
  const { form, base, conflict } = state
  const { control } = form
  const { capabilities } = context.source
  const { writes, knows } = capabilities
  const isKnownByPhone = useWatch({ control, name: 'identity.messenger' }) === 'whatsapp'
  const contact = mode.kind === 'edit' ? mode.contact : undefined
  useSaveKeys(box, leaving === undefined)
  const labels = state.taken.map((name) => labelOf(name, context.definitions, t)).join(', ')

  return (
    <form ref={box} noValidate onSubmit={state.submit} className="grid gap-4">
      {state.draft && (
        <ContactFormDraftNotice
          savedAt={state.draft.at}
          onRestore={state.restoreDraft}
          onDiscard={state.discardDraft}
        />
      )}
      {conflict && (
        <ContactFormConflicts
          conflict={conflict}
          context={context}
          onSelect={state.resolveConflict}
        />
      )}
      {labels !== '' && <Note tone="warning">{t('merged', { names: labels })}</Note>}
      {mode.kind === 'create' && writes?.createsOrUpdates && (
        <p className="text-quiet">{t('createsOrUpdates', { source: context.source.title })}</p>
      )}

      <Card title={t('sections.identity')}>
        <div className="grid gap-4 px-4 py-3">
          {capabilities.bots.length > 0 && (
            <Controller
              control={control}
              name="identity"
              render={({ field, fieldState }) => (
                <ContactFormIdentity
                  identity={field.value}
                  capabilities={capabilities}
                  isNew={mode.kind === 'create'}
                  issues={textsOf(fieldState.error)}
                  onChange={field.onChange}
                />
              )}
            />
          )}
          <ContactFormName
            form={form}
            base={base}
            hasParts={writes?.nameParts ?? false}
            isRequired={writes?.requiresName ?? false}
          />
          {(['phones', 'emails'] as const).map((name) => (
            <ContactFormContactPoints
              key={name}
              name={name}
              control={control}
              context={context}
              before={base[name]}
              mark={name === 'phones' && isKnownByPhone ? t('required') : undefined}
              ownId={contact?.id}
              hrefFor={hrefFor}
            />
          ))}
          {knows.responsible && (
            <Controller
              control={control}
              name="responsible"
              render={({ field, fieldState }) => (
                <ContactFormResponsible
                  value={field.value}
                  before={contact && contact.responsible}
                  users={context.users}
                  errors={wholeTexts(textsOf(fieldState.error))}
                  onChange={field.onChange}
                />
              )}
            />
          )}
          {writes?.tags && (
            <Controller
              control={control}
              name="tags"
              render={({ field, fieldState }) => (
                <ContactFormTags
                  tags={field.value}
                  errors={wholeTexts(textsOf(fieldState.error))}
                  onChange={field.onChange}
                />
              )}
            />
          )}
        </div>
      </Card>

      <ContactFormFields control={control} context={context} contact={contact} base={base} />
      <ContactFormFooter
        form={form}
        context={context}
        obstacle={state.obstacle}
        undecided={conflict?.names.filter((name) => !conflict.selected[name]) ?? []}
        submitLabel={mode.kind === 'create' ? t('create') : t('save')}
        onCancel={onCancel}
      />
      {leaving && <ContactFormLeaveDialog leaving={leaving} onDiscard={state.discardDraft} />}
    </form>
  )
}

/**
 * Ctrl+Enter (⌘ on a Mac) saves from anywhere; Enter alone does not, because in a long form it would
 * save by accident.
 */
function useSaveKeys(form: RefObject<HTMLFormElement | null>, isOn: boolean) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !isOn) return
      const isMeant = event.ctrlKey || event.metaKey
      const isInLine = event.target instanceof HTMLInputElement
      if (isMeant || (isInLine && form.current?.contains(event.target))) event.preventDefault()
      if (isMeant) form.current?.requestSubmit()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [form, isOn])
}

/** Focuses the conflict, else the first invalid value, once it is rendered. */
function focusIssue(form: RefObject<HTMLFormElement | null>, tries = 10): void {
  setTimeout(() => {
    const issue = form.current?.querySelector<HTMLElement>('[data-conflict], [aria-invalid=true]')
    if (!issue) return tries > 0 ? focusIssue(form, tries - 1) : undefined
    issue.focus()
    issue.scrollIntoView?.({ block: 'center' })
  }, 16) // a frame
}
