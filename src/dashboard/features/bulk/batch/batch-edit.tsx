import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import { maxJobRows } from '#contract/api/job-rows.ts'
import type { Job } from '#contract/api/jobs.ts'
import type { Source } from '#contract/api/sources.ts'
import { editSubject } from '#dashboard/domain/job-subject.ts'
import { FilterIgnoredError } from '#dashboard/domain/contacts-by-id.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { useCompanyChoices } from '#dashboard/domain/use-company-choices.ts'
import { useTagList } from '#dashboard/domain/use-tag-list.ts'
import { draftOf } from '#dashboard/fields/attribute-draft.ts'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Steps } from '#dashboard/ui/steps.tsx'
import { BatchAdder } from './batch-adder.tsx'
import { BatchEditEntry, blankEdit } from './batch-edit-entry.tsx'
import { countryOfZone } from '#dashboard/fields/phone-country.ts'
import { issuesOf, warningsOf } from './batch-edit-issues.ts'
import { useForecast } from './batch-forecast.ts'
import { orderEdit } from './batch-order.ts'
import { valueOf, type BatchEdit as Edit } from './batch-plan.ts'
import { BatchPreview, type Forecast } from './batch-preview.tsx'
import { BatchSelected } from './batch-selected.tsx'
import type { BatchStart } from './batch-start.ts'
import { targetsOf, type Account, type Target } from './batch-target.ts'

type Props = {
  source: Source
  selected: Contact[]
  query: Record<string, string> | undefined
  account: Account
  start: BatchStart
  timeZone: string | null
  onStarted: (job: Job) => void
}

/** The list of edits, and the preview that is required before the job can be started. */
export function BatchEdit(props: Props) {
  const { source, selected, account, timeZone } = props
  const { t, i18n } = useTranslation('batch')
  const { t: tForm } = useTranslation(['form', 'translation'])
  const messageFor = useProblemMessages()
  const [isChecked, setChecked] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const country = countryOfZone(timeZone)
  const { state, start, stop, forget } = useForecast(source, selected)
  const form = useRef<HTMLDivElement>(null)
  const targets = targetsOf(source, account, (attribute) => attributeLabel(attribute, tForm))
  const [edits, setEdits] = useState<Edit[]>(() => firstEdits(targets, props.start, country))
  // With its value chosen, the preview is what comes next.
  const previewFirst = useEffectEvent(() => {
    if ((props.start.value || (props.start.operation && country !== null)) && edits.length > 0)
      start(edits)
    else form.current?.querySelector<HTMLElement>('[role=combobox], input')?.focus()
  })
  useEffect(() => previewFirst(), [])
  const isTaken = ({ attribute }: Target) =>
    edits.some(({ target }) => target.attribute.key === attribute.key)
  const left = targets.filter((target) => !isTaken(target))
  const tagList = useTagList(
    source,
    edits.some(({ target }) => target.attribute.kind === 'tags'),
  )
  const companies = useCompanyChoices(
    source,
    edits.some(({ target }) => target.attribute.kind === 'company'),
  )
  const typing = { timeZone, isCommaDecimal: i18n.language === 'ru' }

  const change = (next: Edit[]) => {
    setEdits(next)
    forget()
  }
  const preview = () => {
    // Issues have to be rendered before the focus can move there.
    flushSync(() => {
      setChecked(true)
      setAttempt(attempt + 1)
    })
    const isWrong = edits.map(issuesOf).some(({ draft, old }) => draft.length + old.length > 0)
    const isOdd = edits.some((edit) => warningsOf(edit, typing).length > 0)
    if (isWrong || isOdd)
      form.current
        ?.querySelector<HTMLElement>('[aria-invalid=true], input[data-warned], [data-warned] input')
        ?.focus()
    else start(edits)
  }
  return (
    <>
      <div ref={form}>
        <ul className="divide-y divide-line">
          {edits.map((edit, index) => (
            <BatchEditEntry
              key={edit.target.attribute.key}
              edit={edit}
              typing={typing}
              tagList={tagList}
              companies={companies}
              isChecked={isChecked}
              attempt={attempt}
              onChange={(next) => change(edits.with(index, next))}
              onRemove={() => change(edits.toSpliced(index, 1))}
            />
          ))}
        </ul>
        {left.length > 0 && (
          <BatchAdder
            targets={left}
            isFirst={edits.length === 0}
            onAdd={(target, operation) => {
              setChecked(false)
              flushSync(() => change([...edits, blankEdit(target, operation, country)]))
              // The focus moves to the new entry.
              form.current?.querySelector<HTMLElement>('li:last-child [role=combobox]')?.focus()
            }}
          />
        )}
      </div>
      {edits.length === 0 && (
        <Steps texts={[t('steps.field'), t('steps.preview'), t('steps.run')]} />
      )}
      {state.is === 'stopped' && <Note tone="warning">{t('stopped')}</Note>}
      {state.is === 'failed' && (
        <Note tone="warning">
          {state.error instanceof FilterIgnoredError
            ? t('idsIgnored')
            : t('failed', { reason: messageFor(state.error).text })}
        </Note>
      )}
      {state.is === 'ready' ? (
        <Result
          key={state.key}
          {...props}
          edits={edits}
          forecast={state.forecast}
          order={state.key}
        />
      ) : (
        <>
          {state.is === 'reading' ? (
            <DrawerEnd>
              <Button onClick={stop}>{t('stop')}</Button>
              <p role="status" className="tabular-nums">
                {t('reading', { read: state.read, total: selected.length })}
              </p>
            </DrawerEnd>
          ) : (
            edits.length > 0 && (
              <DrawerEnd>
                <Button look="primary" onClick={preview}>
                  {t('preview')}
                </Button>
              </DrawerEnd>
            )
          )}
          <BatchSelected source={source} selected={selected} />
        </>
      )}
    </>
  )
}

/** What comes next stays at one place, and is reached before the rows above it. */
const DrawerEnd = ({ children }: { children: ReactNode }) => (
  <div className="sticky -bottom-4 order-1 -mx-5 mt-auto -mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-surface px-5 py-3">
    {children}
  </div>
)

function firstEdits(
  targets: Target[],
  { field, operation, value }: BatchStart,
  country: string | null,
): Edit[] {
  const target = targets.find(({ attribute }) => attribute.key === field)
  if (!target) return []
  const edit = blankEdit(target, operation, country)
  return [value ? { ...edit, draft: draftOf(value) } : edit]
}

/** How many values would be written that look wrong and were accepted. */
const acceptedWarnings = (edits: Edit[], { planned }: Forecast): number =>
  edits.reduce((sum, { target, draft }) => {
    const accepted = (draft.accepted ?? []).filter((text) => textsIn(draft).includes(text)).length
    const isIn = ({ changes }: Forecast['planned'][number]) =>
      changes.some((change) => change.target.attribute.key === target.attribute.key)
    return sum + accepted * planned.filter(isIn).length
  }, 0)

const textsIn = ({ value, text }: Edit['draft']): string[] => [
  ...(text === null ? [] : [text]),
  ...(value?.kind === 'contactPoints' ? value.items.map((item) => item.value) : []),
  ...(value?.kind === 'text' ? value.values : []),
]

type ResultProps = Props & { edits: Edit[]; forecast: Forecast; order: string }

function Result(props: ResultProps) {
  const { source, query, edits, forecast, order, timeZone, onStarted } = props
  const { t } = useTranslation('batch')
  const messageFor = useProblemMessages()
  const [sent, setSent] = useState(0)
  const rows = forecast.planned.map(({ row }) => row)
  const warned = acceptedWarnings(edits, forecast)
  const subject = editSubject(
    edits.map(({ target, operation, draft, old }) => ({
      key: target.attribute.key,
      name: target.name,
      operation,
      value: valueOf(target, draft),
      from: valueOf(target, old),
    })),
    warned,
  )
  const run = useMutation({
    mutationFn: () =>
      orderEdit({
        source: source.id,
        key: order,
        subject,
        query,
        rows,
        onSent: setSent,
      }),
    onSuccess: (job) => onStarted(job),
  })
  const isTooMany = rows.length > maxJobRows
  return (
    <>
      {rows.length > 0 && (
        <DrawerEnd>
          {isTooMany && <Note tone="warning">{t('tooMany', { max: maxJobRows })}</Note>}
          {run.isError && (
            <Note tone="warning">{t('runFailed', { reason: messageFor(run.error).text })}</Note>
          )}
          <Button
            look="primary"
            aria-disabled={isTooMany || run.isPending}
            ref={takeLostFocus}
            onClick={() => run.mutate()}
          >
            {t('run', { count: rows.length })}
          </Button>
          <span role="status" className="min-w-0 flex-1 text-meta text-quiet tabular-nums">
            {run.isPending && sent > 0 ? t('sending', { sent, total: rows.length }) : t('runHelp')}
          </span>
          {!source.capabilities.writes?.rejectsStale && (
            <p className="w-full text-meta text-quiet">{t('lastMoment')}</p>
          )}
        </DrawerEnd>
      )}
      <BatchPreview forecast={forecast} timeZone={timeZone} source={source.id} warned={warned} />
    </>
  )
}

/** The button that it replaces is gone. */
function takeLostFocus(button: HTMLButtonElement | null): void {
  if (button && document.activeElement?.matches('body, dialog')) button.focus()
}
