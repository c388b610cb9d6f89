import type { ReactNode } from 'react'
import { useFormState, useWatch, type UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useRejectionMessages } from '#dashboard/fields/issue-messages.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { contactsLink } from '#dashboard/domain/links.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { formWarnings, useIssueTexts } from './contact-form-issues.ts'
import { draftName, labelOf, type ValueName } from './contact-form-keys.ts'
import type { Obstacle } from './contact-form-state.ts'
import type { FormContext, FormValues } from './contact-form-values.ts'

type Props = {
  form: UseFormReturn<FormValues>
  context: FormContext
  obstacle: Obstacle | undefined
  /** Shown over the form, which does not move. */
  conflicts: ReactNode
  /** Whether drafts are stored. */
  isStored: boolean
  /** Conflicts that the user has not resolved yet. */
  undecided: ValueName[]
  submitLabel: string
  hrefFor: (id: number) => string
  onCreateAnyway: () => void
  onKeepAll: () => void
  base: FormValues
  onCancel: () => void
}

/** Always visible: what prevents saving, and the buttons. */
export function ContactFormFooter(props: Props) {
  const { form, context, obstacle, undecided, submitLabel, onCancel } = props
  const resembling = obstacle?.kind === 'unknown' ? obstacle.resembles : null
  const { t } = useTranslation(['form', 'translation'])
  const { isSubmitting } = useFormState({ control: form.control })
  const line = useObstacleLine(form, context, obstacle, undecided)
  return (
    <div className="sticky bottom-0 z-2 [@media(height<18rem)]:static -mx-4 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t border-line bg-page px-4 py-3">
      {props.conflicts && (
        <div
          className={`absolute inset-x-4 bottom-full mb-2 max-h-[60dvh] overflow-auto rounded shadow-lg ${line ? 'max-sm:mb-16' : ''}`}
        >
          {props.conflicts}
        </div>
      )}
      {/* It grows over the form, which does not move; two lines have their room from the beginning. */}
      <div className="relative min-h-10 min-w-0 flex-1 basis-60 self-end max-sm:-mb-2 max-sm:min-h-0">
        <div
          role="alert"
          className="absolute inset-x-0 bottom-0 flex flex-col justify-center bg-page text-danger wrap-anywhere max-sm:-inset-x-4 max-sm:border-line max-sm:px-4 max-sm:not-empty:border-t max-sm:not-empty:py-2 sm:min-h-10"
        >
          {line && <span>{line.text}</span>}
          {line?.footnote && (
            <span className="text-meta text-quiet select-all">{line.footnote}</span>
          )}
          {resembling !== null && (
            <span className="flex flex-wrap items-center gap-x-4">
              <a href={props.hrefFor(resembling)} target="_blank" rel="noreferrer" className="link">
                {t('openResembling', { id: resembling })}
                <span className="sr-only"> {t('translation:app.newWindow')}</span>
              </a>
              <Button onClick={props.onCreateAnyway}>{t('createAnyway')}</Button>
            </span>
          )}
          {obstacle?.kind === 'warned' && <WarnedLine {...props} />}
          {obstacle?.kind === 'sentElsewhere' && (
            <span>
              <TextLink {...contactsLink(context.source.id)} target="_blank" rel="noreferrer">
                {t('openList')}
                <span className="sr-only"> {t('translation:app.newWindow')}</span>
              </TextLink>
            </span>
          )}
        </div>
      </div>
      {!props.isStored && !line && <Note tone="warning">{t('draft.notStored')}</Note>}
      <div className="flex items-center gap-2">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button
          type="submit"
          className="min-w-40"
          look="primary"
          aria-disabled={isSubmitting}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {/* Both have their room: what is beside them does not move. */}
          <span className="grid justify-items-center *:[grid-area:1/1]">
            <span style={{ visibility: isSubmitting ? 'hidden' : 'visible' }}>{submitLabel}</span>
            <span style={{ visibility: isSubmitting ? 'visible' : 'hidden' }}>{t('saving')}</span>
          </span>
          <kbd aria-hidden className="font-[inherit] text-meta max-sm:hidden">
            {isMac ? '⌘↩' : 'Ctrl+Enter'}
          </kbd>
        </Button>
      </div>
    </div>
  )
}

/** How many values look wrong while there are some, and the way to save them all the same. */
function WarnedLine({ form, context, base, onKeepAll }: Props) {
  const { t } = useTranslation(['form', 'translation'])
  useWatch({ control: form.control })
  const warned = formWarnings(form.getValues(), base, context)
  const count = warned.reduce((sum, { checks }) => sum + checks.length, 0)
  if (count === 0) return null
  const names = warned.map(({ key }) => labelOf(draftName(key), context.attributes, t)).join(', ')
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-warning">
      {t('checks.toCheck', { count, names })}
      <Button className="text-ink" onClick={onKeepAll}>
        {t('checks.keepAll')}
      </Button>
    </span>
  )
}

const isMac = /mac/i.test(navigator.platform)

const identityParts = ['bot', 'messenger', 'id', 'username'] as const

/** One line for issues that are not shown at a value, and for the number of the others. */
function useObstacleLine(
  form: UseFormReturn<FormValues>,
  context: FormContext,
  obstacle: Obstacle | undefined,
  undecided: ValueName[],
): { text: string; footnote?: string | undefined } | undefined {
  const { t } = useTranslation(['form', 'translation'])
  const messageFor = useProblemMessages()
  const reasonFor = useRejectionMessages()
  const textsOf = useIssueTexts()
  const { errors } = useFormState({ control: form.control })
  const names = (of: ValueName[]) =>
    of.map((name) => labelOf(name, context.attributes, t)).join(', ')
  const wrong: ValueName[] = (
    ['identity', ...context.attributes.map(({ key }) => draftName(key))] as const
  ).filter((name) => form.getFieldState(name).error)
  // The identity is one value with several inputs, each of which has its own issues.
  const wrongBoxes = identityParts.filter((part) =>
    textsOf(errors.identity).some((issue) => issue.part === part),
  )
  const wrongLabels = wrong.flatMap((name) =>
    name === 'identity' && wrongBoxes.length > 0
      ? wrongBoxes.map((part) => t(`labels.${part}`))
      : [labelOf(name, context.attributes, t)],
  )
  switch (obstacle?.kind) {
    case undefined:
      return undefined
    case 'invalid':
      return wrong.length > 0
        ? { text: t('toFix', { count: wrongLabels.length, names: wrongLabels.join(', ') }) }
        : undefined
    case 'rejected':
      return {
        text: t('notSaved', { message: [...new Set(obstacle.issues.map(reasonFor))].join('; ') }),
      }
    case 'warned': // in a line of its own
      return undefined
    case 'undecided':
      return undecided.length > 0
        ? { text: t('conflict.chooseFirst', { names: names(undecided) }) }
        : undefined
    case 'unknown':
      return { text: t(obstacle.resembles === null ? 'unknown' : 'unknownResembles') }
    case 'createAgain':
    case 'sentElsewhere':
      return { text: t(obstacle.kind) }
    case 'gone':
      return { text: t('deleted') }
    case 'overtaken':
      return { text: t('keepsChanging') }
    case 'error':
      return messageFor(obstacle.error)
  }
}
