import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { isOverLimit, rowLimitOf } from '#dashboard/domain/job-limits.ts'
import { jobWrites } from '#dashboard/domain/job-queries.ts'
import { contactsLink } from '#dashboard/domain/links.ts'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { useRowLimit } from '#dashboard/domain/session-queries.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { LinkButton } from '#dashboard/ui/link-button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import { Steps } from '#dashboard/ui/steps.tsx'
import { readMapping, writeMapping } from './matching-mapping.ts'
import { planMatching, type Decision, type Mapping, type Plan } from './matching-plan.ts'
import { MatchingFields } from './matching-fields.tsx'
import { MatchingTable } from './matching-table.tsx'
import { useMatching } from './use-matching.ts'

export type MatchingProps = {
  source: Source
  /** The sources that can be searched and written, where bot contacts may have a matching contact. */
  targets: Source[]
  renderJob: (source: string, id: string, onUndo: (id: string) => void) => ReactNode
  /** Called when a job has started. */
  onStarted?: (() => void) | undefined
}

type Props = MatchingProps & {
  /** On a page of its own, what is entered before, and what else can be done: results are beside. */
  idsBox?: ReactNode
  besides?: ReactNode
  /** Returns the ids to match when the button is pressed; undefined: none given. */
  ids: () => number[] | undefined
}

/** Matches bot contacts to contacts: candidates, what would be written, and the jobs that do it. */
export function BotContactsMatching(props: Props) {
  const { source, targets, renderJob, onStarted, idsBox, besides, ids } = props
  const { t } = useTranslation('bot-contacts')
  const { t: common } = useTranslation()
  const messageFor = useProblemMessages()
  const [target, setTarget] = useTarget(source, targets)
  const from = useQuery(directoryQueries.fields(source.id))
  const to = useQuery({ ...directoryQueries.fields(target?.id ?? ''), enabled: Boolean(target) })
  const [changed, setChanged] = useState<{ target: string; mapping: Mapping }>()
  const [decisions, setDecisions] = useState<ReadonlyMap<number, Decision>>(new Map())
  const [jobs, setJobs] = useState<string[]>([])
  const { matching, find, stop } = useMatching()
  const maxRows = useRowLimit(target?.id ?? '')
  const start = useMutation({
    mutationFn: async (plans: Plan[]) => {
      const drafts = plans.flatMap((plan) => (plan.action === 'create' ? [plan.draft] : []))
      const rows = plans.flatMap((plan) => (plan.action === 'fill' ? [plan.row] : []))
      const made: string[] = []
      const order = async (kind: 'create' | 'edit', of: unknown[]) => {
        if (of.length === 0 || !target) return
        const subject = {
          code: kind === 'create' ? ('matchCreate' as const) : ('matchEdit' as const),
          source: source.title.slice(0, 255),
          count: of.length,
        }
        made.push((await jobWrites.start(target.id, { kind, subject, rows: of })).id)
        setJobs([...made]) // the first one runs even if the second fails
        onStarted?.()
      }
      await order('create', drafts)
      await order('edit', rows)
    },
  })
  if (!target)
    return besides ? (
      // Statuses are set without another source.
      <div className="grid max-w-100 gap-4">
        {idsBox}
        {besides}
      </div>
    ) : (
      <p className="text-quiet">{t('noTarget')}</p>
    )
  const fields = { from: from.data?.items ?? [], to: to.data?.items ?? [] }
  const mapping =
    changed?.target === target.id
      ? changed.mapping
      : readMapping(source.id, target.id, fields.from, fields.to)
  const context = { definitions: fields.to, mapping }
  const findMatches = () => {
    const asked = ids()
    if (!asked || asked.length === 0) return
    setDecisions(new Map())
    setJobs([])
    const columns = [...new Set(Object.values(mapping))]
    find({ source: source.id, target: target.id, columns }, asked)
  }
  const found = matching.state === 'found' ? matching.found : undefined
  const plans = planMatching(found?.items ?? [], decisions, context)
  const count = (action: Plan['action']) => plans.filter((plan) => plan.action === action).length
  // Both jobs write contacts one by one or in bulk: their limit is one.
  const limit = rowLimitOf(target, 'edit', maxRows)
  const isOver = isOverLimit(Math.max(count('create'), count('fill')), limit)
  const controls = (
    <div className="flex flex-wrap items-center gap-3">
      {targets.length > 1 && (
        <Select
          label={t('target')}
          isLabelShown
          value={target.id}
          options={targets.map(({ id, title }) => ({ value: id, text: title }))}
          onChange={(id) => {
            stop()
            setTarget(id)
          }}
        />
      )}
      <Button
        look="primary"
        aria-disabled={matching.state === 'running' || !from.data || !to.data}
        onClick={findMatches}
      >
        {t('find', { target: target.title })}
      </Button>
    </div>
  )
  const isEmpty = matching.state === 'idle' && jobs.length === 0
  const results = (
    <>
      {matching.state === 'running' && (
        <div className="flex flex-wrap items-center gap-3">
          <p role="status" className="tabular-nums">
            {t('checked', { done: matching.done, total: matching.total })}
          </p>
          <Button onClick={stop}>{t('stop')}</Button>
        </div>
      )}
      {matching.state === 'failed' && (
        <FailurePanel
          {...messageFor(matching.error)}
          retryLabel={common('problem.tryAgain')}
          onRetry={findMatches}
        />
      )}
      {found && (
        <>
          {found.missing.length > 0 && (
            <Note tone="warning">{t('notFound', { ids: found.missing.join(', ') })}</Note>
          )}
          <MatchingFields
            from={fields.from}
            to={fields.to}
            mapping={mapping}
            onChange={(next) => {
              writeMapping(source.id, target.id, next)
              setChanged({ target: target.id, mapping: next })
              // Matches found before lack the values of newly mapped fields.
              stop()
            }}
          />
          <MatchingTable
            matches={found.items}
            plans={plans}
            decisions={decisions}
            definitions={fields.to}
            target={target.id}
            onDecide={(person, decision) => {
              const next = new Map(decisions)
              if (decision === undefined) next.delete(person)
              else next.set(person, decision)
              setDecisions(next)
            }}
          />
          {jobs.length === 0 && (
            // In reach while a long list is read.
            <div className="sticky bottom-0 -mb-4 [@media(height<18rem)]:static flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-page py-3">
              <Button
                look="primary"
                aria-disabled={count('create') + count('fill') === 0 || isOver || start.isPending}
                onClick={() => !isOver && start.mutate(plans)}
              >
                {t('write', { create: count('create'), fill: count('fill') })}
              </Button>
              {isOver && limit !== null && (
                <p role="status" className="text-meta text-warning">
                  {t('overLimit', { count: limit })}
                </p>
              )}
              {count('ambiguous') > 0 && (
                <p className="text-meta text-warning">
                  {t('undecided', { count: count('ambiguous') })}
                </p>
              )}
            </div>
          )}
        </>
      )}
      {start.error && <Note tone="warning">{messageFor(start.error).text}</Note>}
      {jobs.map((id, index) => (
        <div key={id}>{renderJob(target.id, id, (next) => setJobs(jobs.with(index, next)))}</div>
      ))}
    </>
  )
  if (idsBox === undefined)
    return (
      <div className="grid gap-4">
        {controls}
        {results}
      </div>
    )
  return (
    // What is found is beside what was entered, or below all of it: it pushes nothing.
    <div className="grid items-start gap-x-8 gap-y-6 max-lg:grid-cols-[minmax(0,1fr)] lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className="grid gap-4">
        {idsBox}
        {controls}
        {besides}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <h2 className="sr-only">{t('heads.found')}</h2>
        {results}
        {isEmpty && (
          <>
            <Steps texts={[t('steps.enter'), t('steps.review'), t('steps.save')]} />
            <p>
              <LinkButton {...contactsLink(source.id)}>{t('selectInList')}</LinkButton>
            </p>
          </>
        )}
      </div>
    </div>
  )
}

/** The target selected before, if it still exists. */
function useTarget(source: Source, targets: Source[]) {
  const name = `match.${source.id}` as const
  const [selected, setSelected] = useState(readPreference(name))
  const target = targets.find(({ id }) => id === selected) ?? targets[0]
  const selectTarget = (id: string) => {
    writePreference(name, id)
    setSelected(id)
  }
  return [target, selectTarget] as const
}
