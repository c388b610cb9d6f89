import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import { maxJobRows } from '#contract/api/job-rows.ts'
import type { Source } from '#contract/api/sources.ts'
import { FilterIgnoredError } from '#dashboard/domain/contacts-by-id.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { useTagList } from '#dashboard/domain/use-tag-list.ts'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Steps } from '#dashboard/ui/steps.tsx'
import { BatchAdder } from './batch-adder.tsx'
import { BatchEditEntry, blankEdit } from './batch-edit-entry.tsx'
import { countryOfZone } from '#dashboard/fields/phone-country.ts'
import { issuesOf, warningsOf } from './batch-edit-issues.ts'
import { useForecast } from './batch-forecast.ts'
import { orderEdit } from './batch-order.ts'
import type { BatchEdit as Edit } from './batch-plan.ts'
import { BatchPreview, type Forecast } from './batch-preview.tsx'
import { BatchSelected } from './batch-selected.tsx'
import { targetsOf, type Account, type Target } from './batch-target.ts'

type Props = {
  source: Source
  selected: Contact[]
  query: Record<string, string> | undefined
  account: Account
  /** The field that is added at first. */
  field: 'responsible' | 'tags' | 'phones' | undefined
  timeZone: string | null
  onStarted: (job: string) => void
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
  const [edits, setEdits] = useState<Edit[]>(() => firstEdits(targets, props.field, country))
  const isTaken = ({ attribute }: Target) =>
    edits.some(({ target }) => target.attribute.key === attribute.key)
  const left = targets.filter((target) => !isTaken(target))
  const tagList = useTagList(
    source,
    edits.some(({ target }) => target.attribute.kind === 'tags'),
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
      <Card title={t('what')}>
        <div ref={form}>
          <ul>
            {edits.map((edit, index) => (
              <BatchEditEntry
                key={edit.target.attribute.key}
                edit={edit}
                typing={typing}
                tagList={tagList}
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
      </Card>
      {edits.length === 0 && (
        <Steps texts={[t('steps.field'), t('steps.preview'), t('steps.run')]} />
      )}
      {state.is === 'reading' ? (
        <div className="flex flex-wrap items-center gap-3">
          <p role="status" className="tabular-nums">
            {t('reading', { read: state.read, total: selected.length })}
          </p>
          <Button onClick={stop}>{t('stop')}</Button>
        </div>
      ) : (
        edits.length > 0 &&
        state.is !== 'ready' && (
          <div>
            <Button look="primary" onClick={preview}>
              {t('preview')}
            </Button>
          </div>
        )
      )}
      {state.is === 'stopped' && <Note tone="warning">{t('stopped')}</Note>}
      {state.is === 'failed' && (
        <Note tone="warning">
          {state.error instanceof FilterIgnoredError
            ? t('idsIgnored')
            : t('failed', { reason: messageFor(state.error).text })}
        </Note>
      )}
      {state.is !== 'ready' && <BatchSelected source={source} selected={selected} />}
      {state.is === 'ready' && (
        <Result
          key={state.key}
          {...props}
          edits={edits}
          forecast={state.forecast}
          order={state.key}
        />
      )}
    </>
  )
}

/** Tags are added to those that a contact has, and phones brought into one form. */
function firstEdits(targets: Target[], field: Props['field'], country: string | null): Edit[] {
  const target = targets.find(({ attribute }) => attribute.key === field)
  if (!target) return []
  const usual = field === 'phones' ? 'normalise' : 'add'
  return [
    blankEdit(
      target,
      target.operations.find((operation) => operation === usual),
      country,
    ),
  ]
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
  const attributes = edits.map(({ target }) => ({
    key: target.attribute.key,
    name: target.name.slice(0, 255),
  }))
  const run = useMutation({
    mutationFn: () =>
      orderEdit({
        source: source.id,
        key: order,
        subject: { code: 'edit', attributes },
        query,
        rows,
        onSent: setSent,
      }),
    onSuccess: ({ id }) => onStarted(id),
  })
  const isTooMany = rows.length > maxJobRows
  return (
    <Card title={t('previewTitle')}>
      <BatchPreview
        forecast={forecast}
        timeZone={timeZone}
        source={source.id}
        warned={acceptedWarnings(edits, forecast)}
      >
        {isTooMany && <Note tone="warning">{t('tooMany', { max: maxJobRows })}</Note>}
        {run.isError && (
          <Note tone="warning">{t('runFailed', { reason: messageFor(run.error).text })}</Note>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button
            look="primary"
            aria-disabled={rows.length === 0 || isTooMany || run.isPending}
            onClick={() => run.mutate()}
          >
            {t('run', { count: rows.length })}
          </Button>
          <span role="status" className="text-quiet tabular-nums">
            {run.isPending && sent > 0 ? t('sending', { sent, total: rows.length }) : t('runHelp')}
          </span>
        </div>
        {!source.capabilities.writes?.rejectsStale && (
          <p className="text-meta text-quiet">{t('lastMoment')}</p>
        )}
      </BatchPreview>
    </Card>
  )
}
