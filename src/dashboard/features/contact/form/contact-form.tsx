import { useEffect, useRef, type ComponentProps, type RefObject } from 'react'
import { Controller, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { nameKeys, type Attribute } from '#contract/model/attribute.ts'
import type { ContactPointRole } from '#contract/model/value.ts'
import { useCompanyChoices } from '#dashboard/domain/use-company-choices.ts'
import { useTagList } from '#dashboard/domain/use-tag-list.ts'
import { useRejectionMessages } from '#dashboard/fields/issue-messages.ts'
import { Card } from '#dashboard/ui/card.tsx'
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
  /** Set while the user is about to leave with unsaved changes: callbacks to stay and to leave. */
  leaving: Leaving | undefined
}

type FieldParts = Pick<
  ComponentProps<typeof ContactFormField>,
  'max' | 'label' | 'help' | 'mark' | 'tagList' | 'companies' | 'renderUnder'
>

/** The form to create or edit a contact; independent of router and URL. */
export function ContactForm(props: ContactFormProps & { mode: FormMode; context: FormContext }) {
  const { mode, context, hrefFor, onDirtyChange, onSaved, onCancel, leaving } = props
  const { t } = useTranslation(['form', 'translation'])
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
  const tagList = useTagList(
    context.source,
    edited.some(({ kind }) => kind === 'tags'),
  )
  const companies = useCompanyChoices(
    context.source,
    edited.some(({ kind }) => kind === 'company'),
  )

  /** Additional content of the form beside the editors of some attributes. */
  function partsOf({ kind, role }: Attribute): FieldParts {
    if (role !== null) return contactPointParts(role)
    if (kind === 'tags') return { help: t('tagsHelp'), tagList }
    if (kind === 'company') return { companies }
    if (kind === 'user') return { help: context.hasUsers ? undefined : t('usersHidden') }
    return { help: writes?.clears === false ? t('cannotClear') : undefined }
  }

  function contactPointParts(role: ContactPointRole): FieldParts {
    const max = writes?.maxContactPoints ?? null
    const what = role === 'phones' ? 'phone' : 'email'
    return {
      max,
      label: max === 1 ? t(`labels.${what}`) : undefined,
      help: writes?.clears === false ? t('cannotClear') : undefined,
      mark: role === 'phones' && isKnownByPhone ? t('required') : undefined,
      renderUnder: ({ value }) =>
        search &&
        value.trim() !== '' &&
        !wasThere(base, role, value) && (
          <ContactFormDuplicates
            source={context.source.id}
            what={what}
            value={value}
            ownId={contact?.id}
            hrefFor={hrefFor}
          />
        ),
    }
  }

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
      {mode.kind === 'create' && writes?.createsOrUpdates && (
        <p className="text-quiet">{t('createsOrUpdates', { source: context.source.title })}</p>
      )}

      <div className="grid items-start gap-4 lg:grid-cols-2">
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
              context={context}
              attempt={state.attempt}
            />
            {edited
              .filter(({ key, group }) => group !== 'fields' && !nameKeys.includes(key))
              .map((attribute) => (
                <ContactFormField
                  key={attribute.key}
                  control={control}
                  context={context}
                  base={base}
                  attempt={state.attempt}
                  attribute={attribute}
                  {...partsOf(attribute)}
                />
              ))}
          </div>
        </Card>

        <ContactFormFields
          control={control}
          context={context}
          contact={contact}
          base={base}
          attempt={state.attempt}
        />
      </div>
      <ContactFormFooter
        form={form}
        context={context}
        obstacle={state.obstacle}
        isStored={state.isStored}
        conflicts={
          conflict && (
            <ContactFormConflicts
              conflict={conflict}
              context={context}
              onSelect={state.resolveConflict}
            />
          )
        }
        undecided={
          conflict?.items.flatMap(({ attribute }) =>
            conflict.selected[attribute] ? [] : [draftName(attribute)],
          ) ?? []
        }
        submitLabel={mode.kind === 'create' ? t('create') : t('save')}
        hrefFor={hrefFor}
        onCreateAnyway={state.createAnyway}
        onKeepAll={state.keepAll}
        base={base}
        onCancel={onCancel}
      />
      {leaving && <ContactFormLeaveDialog leaving={leaving} onDiscard={state.discardOwn} />}
    </form>
  )
}

/** Duplicates of unchanged phones and e-mails are not reported. */
function wasThere(base: FormValues, key: ContactPointRole, value: string): boolean {
  const held = valueIn(base, key)
  return held?.kind === 'contactPoints' && held.items.some((item) => item.value === value)
}

/**
 * Ctrl+Enter (⌘ on a Mac) saves, whatever has the focus; Enter alone in a single-line input does
 * not, because it would often happen by accident in a form of this length.
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

/** Focuses the conflict or the first invalid value on the screen, as soon as it is rendered. */
function focusIssue(form: RefObject<HTMLFormElement | null>, tries = 10): void {
  setTimeout(() => {
    const trouble = form.current?.querySelector<HTMLElement>(
      '[data-conflict], [aria-invalid=true], input[data-warned], [data-warned] input',
    )
    if (!trouble) return tries > 0 ? focusIssue(form, tries - 1) : undefined
    trouble.focus()
    trouble.scrollIntoView?.({ block: 'center' })
  }, 16) // one frame
}
