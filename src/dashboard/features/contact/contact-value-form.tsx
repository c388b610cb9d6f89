import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { contactHref } from '#dashboard/domain/links.ts'
import { useCompanyChoices } from '#dashboard/domain/use-company-choices.ts'
import { useTagList } from '#dashboard/domain/use-tag-list.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import { draftOf, isDraftChanged, type AttributeDraft } from '#dashboard/fields/attribute-draft.ts'
import { wholeTexts } from '#dashboard/fields/attribute-editor.tsx'
import { CheckedEditor } from '#dashboard/fields/checked-editor.tsx'
import { draftWarnings } from '#dashboard/fields/draft-checks.ts'
import { useIssueMessages, useRejectionMessages } from '#dashboard/fields/issue-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { InlineForm } from '#dashboard/ui/inline-form.tsx'
import type { ContactEditing } from './contact-value-context.tsx'
import { ContactFormDuplicates } from './form/contact-form-duplicates.tsx'
import { checkForm, type FormIssue } from './form/contact-form-issues.ts'
import { draftName } from './form/contact-form-keys.ts'
import { valueIn, type FormContext, type FormValues } from './form/contact-form-values.ts'
import { UnknownOutcomeLink } from './unknown-outcome-link.tsx'
import type { ValueFailure, ValueWork } from './value-edits.ts'

type Props = {
  attribute: Attribute
  label: string
  editing: ContactEditing
  start: ValueWork
  failure: ValueFailure | undefined
  isCell?: boolean | undefined
  onSave: (work: ValueWork) => void
  onCancel: () => void
  /** Called when it goes with a change that was neither saved nor discarded. */
  onLeave?: ((work: ValueWork) => void) | undefined
}

const lostResponse = new ApiError({ code: 'source_outcome_unknown', message: 'lost' })

/** The editor of one value by its kind; nothing else of the contact is sent. */
export function ContactValueForm(props: Props) {
  const { attribute, label, editing, failure } = props
  const { context, contact } = editing
  const { source } = context
  const { key, kind, role } = attribute
  const { t } = useTranslation(['form', 'translation'])
  const issueText = useIssueMessages()
  const problem = useFailureText(failure, attribute)
  const tagList = useTagList(source, kind === 'tags')
  const companies = useCompanyChoices(source, kind === 'company')
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [{ values: start, base }] = useState(props.start)
  const [draft, setDraft] = useState(start.drafts[key] ?? draftOf(null))
  // A click on the button may come before what it ends has been rendered.
  const latest = useRef(draft)
  const [issues, setIssues] = useState<FormIssue[]>(() =>
    failure?.kind === 'rejected' ? failure.issues : [],
  )
  const [attempt, setAttempt] = useState(0)
  const texts = issues.filter(({ name }) => name === draftName(key)).map(issueText)
  const errors = wholeTexts(texts, kind)
  const help = helpOf(attribute, context)
  const helpText = help && t(help)
  const isPicked = isPickedOnce(attribute, companies.search !== null)
  const hint = hintOf(attribute)

  const ended = useRef(false)
  const onCancel = () => {
    ended.current = true
    props.onCancel()
  }
  const entered = () => {
    const values: FormValues = { ...base, drafts: { ...base.drafts, [key]: latest.current } }
    const value = valueIn(values, key, base)
    return { values, isChanged: isDraftChanged({ ...latest.current, value }, valueIn(base, key)) }
  }
  const [first] = useState(draft)
  const leave = useEffectEvent(() => {
    if (ended.current || latest.current === first) return
    const { values, isChanged } = entered()
    if (isChanged) props.onLeave?.({ attribute, values, base })
  })
  useEffect(() => () => leave(), [])
  const save = () => {
    const { values, isChanged } = entered()
    if (!isChanged) return onCancel()
    const wrong = checkForm(values, base, context, 'edit').filter(
      ({ name }) => name === draftName(key),
    )
    const held = valueIn(base, key)
    const isOdd = draftWarnings(latest.current, attribute, held, context.typing).length > 0
    if (wrong.length === 0 && !isOdd) {
      ended.current = true
      return props.onSave({ attribute, values, base })
    }
    flushSync(() => {
      setIssues(wrong)
      setAttempt((count) => count + 1)
    })
    box.current
      ?.querySelector<HTMLElement>('[aria-invalid=true], input[data-warned], [data-warned] input')
      ?.focus()
  }
  const change = (next: AttributeDraft) => {
    latest.current = next
    setDraft(next)
    setIssues([])
    if (isPicked) save()
  }

  return (
    <InlineForm
      label={label}
      saveLabel={t('save')}
      cancelLabel={t('cancel')}
      hint={hint && t(`inline.${hint}`)}
      opensOptions={isPicked || kind === 'tags'}
      isCell={props.isCell ?? false}
      hasButtons={!props.isCell || failure !== undefined}
      onSave={save}
      onCancel={onCancel}
    >
      <div ref={box} className="min-w-0">
        <label id={`${id}-label`} htmlFor={id} className="sr-only">
          {label}
        </label>
        <CheckedEditor
          id={id}
          labelId={`${id}-label`}
          label={label}
          describedBy={[helpText && `${id}-help`, errors.length > 0 && `${id}-error`]
            .filter(Boolean)
            .join(' ')}
          attribute={attribute}
          draft={draft}
          held={valueIn(base, key)}
          onChange={change}
          attempt={attempt}
          onKeep={attempt > 0 ? save : undefined}
          issues={texts}
          typing={context.typing}
          max={source.capabilities.writes?.maxContactPoints ?? null}
          tagList={tagList}
          companies={companies}
          renderUnder={({ value }) => {
            if (role === null || !source.capabilities.search) return null
            // Room for a warning from the beginning, so that nothing moves while somebody types.
            if (value.trim() === '' || isHeld(base, attribute, value))
              return <div className="-mb-1 min-h-4" />
            return (
              <ContactFormDuplicates
                source={source.id}
                what={role === 'phones' ? 'phone' : 'email'}
                value={value}
                ownId={contact.id}
                hrefFor={(other) => contactHref(source.id, other)}
              />
            )
          }}
        />
        {helpText && (
          <p id={`${id}-help`} className="mt-1 text-meta text-quiet">
            {helpText}
          </p>
        )}
        {errors.length > 0 && <FieldError id={`${id}-error`} text={errors.join(' ')} />}
      </div>
      {problem !== undefined && (
        <div role="alert" className="text-danger wrap-anywhere">
          {problem}
          {failure?.kind === 'unknown' && (
            <UnknownOutcomeLink source={source.id} contactId={contact.id} error={lostResponse} />
          )}
        </div>
      )}
    </InlineForm>
  )
}

/** Kinds of which a single option is picked, which is saved at once. */
const isPickedOnce = ({ kind, isMany }: Attribute, isCompanyFound: boolean): boolean =>
  kind === 'user' ||
  (kind === 'company' && isCompanyFound) ||
  kind === 'flag' ||
  (kind === 'choice' && !isMany)

/** Keys that save where Enter does something else. */
function hintOf({ kind, isMany, isMultiline }: Attribute): 'shiftEnter' | 'ctrlEnter' | undefined {
  if (kind === 'tags' || (kind === 'choice' && isMany)) return 'ctrlEnter'
  return kind === 'text' && isMultiline ? 'shiftEnter' : undefined
}

function helpOf({ kind }: Attribute, { source, hasUsers }: FormContext) {
  if (kind === 'tags') return 'tagsHelp'
  if (kind === 'user') return hasUsers ? undefined : 'usersHidden'
  return source.capabilities.writes?.clears === false ? 'cannotClear' : undefined
}

/** Duplicates of unchanged phones and e-mails are not reported. */
function isHeld(base: FormValues, { key }: Attribute, value: string): boolean {
  const held = valueIn(base, key)
  return held?.kind === 'contactPoints' && held.items.some((item) => item.value === value)
}

/** Why the whole value was not saved; its own issues are shown by its editor. */
function useFailureText(failure: ValueFailure | undefined, { key }: Attribute): string | undefined {
  const { t } = useTranslation('form')
  const messageFor = useProblemMessages()
  const reasonFor = useRejectionMessages()
  const issueText = useIssueMessages()
  switch (failure?.kind) {
    case undefined:
    case 'conflict':
      return undefined
    case 'rejected': {
      const others = failure.issues.filter(({ name }) => name !== draftName(key))
      const texts = [...failure.rest.map(reasonFor), ...others.map((item) => issueText(item).text)]
      return texts.length > 0
        ? t('notSaved', { message: [...new Set(texts)].join('; ') })
        : undefined
    }
    case 'unknown':
      return t('unknown')
    case 'gone':
      return t('inline.gone')
    case 'left':
      return t('inline.left')
    case 'overtaken':
      return t('keepsChanging')
    case 'error':
      return messageFor(failure.error).text
  }
}
