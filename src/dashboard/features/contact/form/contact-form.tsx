import { useEffect, useRef, type RefObject } from 'react'
import { Controller, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useRejectionMessages } from '#dashboard/fields/issue-messages.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { ContactFormConflicts } from './contact-form-conflicts.tsx'
import { ContactFormDraftNotice } from './contact-form-notices.tsx'
import { useIssueTexts } from './contact-form-issues.ts'
import { ContactFormFields } from './contact-form-fields.tsx'
import { ContactFormFooter } from './contact-form-footer.tsx'
import { ContactFormIdentity } from './contact-form-identity.tsx'
import { draftName } from './contact-form-keys.ts'
import { ContactFormLeaveDialog, type Leaving } from './contact-form-notices.tsx'
import { ContactFormName } from './contact-form-name.tsx'
import { ContactFormDuplicates } from './contact-form-duplicates.tsx'
import { ContactFormField } from './contact-form-field.tsx'
import { editedAttributes } from './contact-form-changes.ts'
import { toSavedNotice, type SavedNotice } from './saved-notice.ts'
import { useContactForm, type FormMode } from './contact-form-state.ts'
import { valueIn, type FormContext, type FormValues } from './contact-form-values.ts'

export type ContactFormProps = {
  hrefFor: (id: number) => string
  onDirtyChange: (isDirty: boolean) => void
  onSaved: (saved: SavedNotice) => void
  onCancel: () => void
  /** Somebody is about to leave with changes: how to stay and how to go. */
  leaving: Leaving | undefined
}

/** One contact to be created or edited; it knows neither router nor address. */
export function ContactForm(props: ContactFormProps & { mode: FormMode; context: FormContext }) {
  const { mode, context, hrefFor, onDirtyChange, onSaved, onCancel, leaving } = props
  const { t } = useTranslation('form')
  const textsOf = useIssueTexts()
  const reasonFor = useRejectionMessages()
  const box = useRef<HTMLFormElement>(null)
  const state = useContactForm({
    mode,
    context,
    onDirtyChange,
    onSaved: (saved) => onSaved(toSavedNotice(saved, context.attributes, t, reasonFor)),
    onIssue: () => focusIssue(box),
  })
  const { form, base, conflict } = state
  const { control } = form
  const { capabilities } = context.source
  const { writes, search } = capabilities
  const isKnownByPhone = useWatch({ control, name: 'identity.messenger' }) === 'whatsapp'
  const contact = mode.kind === 'edit' ? mode.contact : undefined
  useSaveKeys(box, leaving === undefined)
  const edited = editedAttributes(context, base)
  const of = (key: string) => edited.find((attribute) => attribute.key === key)
  const shared = { control, context, base }

  return (
    <form ref={box} noValidate onSubmit={state.submit} className="grid gap-4">
      {state.drafts.map((draft) => (
        <ContactFormDraftNotice
          key={draft.formKey}
          savedAt={draft.at}
          onRestore={() => state.restoreDraft(draft)}
          onDiscard={() => state.discardDraft(draft)}
        />
      ))}
      {!state.isStored && <Note tone="warning">{t('draft.notStored')}</Note>}
      {conflict && (
        <ContactFormConflicts
          conflict={conflict}
          context={context}
          onSelect={state.resolveConflict}
        />
      )}
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
          {(['phones', 'emails'] as const).map((key) => {
            const attribute = of(key)
            const max = writes?.maxContactPoints ?? null
            const what = key === 'phones' ? 'phone' : 'email'
            return (
              attribute && (
                <ContactFormField
                  key={key}
                  {...shared}
                  attribute={attribute}
                  label={t(`labels.${max === 1 ? what : key}`)}
                  help={writes?.clears === false ? t('cannotClear') : undefined}
                  mark={key === 'phones' && isKnownByPhone ? t('required') : undefined}
                  max={max}
                  renderUnder={({ value }) =>
                    search &&
                    value.trim() !== '' &&
                    !wasThere(base, key, value) && (
                      <ContactFormDuplicates
                        source={context.source.id}
                        what={what}
                        value={value}
                        ownId={contact?.id}
                        hrefFor={hrefFor}
                      />
                    )
                  }
                />
              )
            )
          })}
          {(['responsible', 'tags'] as const).map((key) => {
            const attribute = of(key)
            const help =
              key === 'tags' ? t('tagsHelp') : context.hasUsers ? undefined : t('usersHidden')
            return (
              attribute && (
                <ContactFormField key={key} {...shared} attribute={attribute} help={help} />
              )
            )
          })}
        </div>
      </Card>

      <ContactFormFields control={control} context={context} contact={contact} base={base} />
      <ContactFormFooter
        form={form}
        context={context}
        obstacle={state.obstacle}
        undecided={
          conflict?.items.flatMap(({ attribute }) =>
            conflict.selected[attribute] ? [] : [draftName(attribute)],
          ) ?? []
        }
        submitLabel={mode.kind === 'create' ? t('create') : t('save')}
        hrefFor={hrefFor}
        onCreateAnyway={state.createAnyway}
        onCancel={onCancel}
      />
      {leaving && <ContactFormLeaveDialog leaving={leaving} onDiscard={state.discardOwn} />}
    </form>
  )
}

/** Who has a phone that was there before is no news. */
function wasThere(base: FormValues, key: 'phones' | 'emails', value: string): boolean {
  const held = valueIn(base, key)
  return held?.kind === 'contactPoints' && held.items.some((item) => item.value === value)
}

/**
 * Ctrl+Enter (⌘ on a Mac) saves from wherever the focus is; Enter alone in a line of text does
 * not, for in a form of this length it would save by accident.
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

/** The conflict, else the first value on the screen that is wrong, as soon as it is drawn. */
function focusIssue(form: RefObject<HTMLFormElement | null>, tries = 10): void {
  setTimeout(() => {
    const trouble = form.current?.querySelector<HTMLElement>('[data-conflict], [aria-invalid=true]')
    if (!trouble) return tries > 0 ? focusIssue(form, tries - 1) : undefined
    trouble.focus()
    trouble.scrollIntoView?.({ block: 'center' })
  }, 16) // a frame
}
