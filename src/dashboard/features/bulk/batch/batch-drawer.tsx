import { ListX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Job } from '#contract/api/jobs.ts'
import type { Source } from '#contract/api/sources.ts'
import { useRowLimit } from '#dashboard/domain/session-queries.ts'
import { useAccount } from '#dashboard/domain/use-account.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Drawer } from '#dashboard/ui/drawer.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { BatchEdit } from './batch-edit.tsx'
import type { BatchStart } from './batch-start.ts'

type Props = {
  source: Source
  selected: Contact[]
  /** How many of them the page behind does not show. */
  elsewhere: number
  /** The parameters of the list that they are all matches of; undefined if they were picked. */
  query: Record<string, string> | undefined
  /** Whether the count was stopped, so that only a part of the matching contacts is selected. */
  isPart: boolean
  start: BatchStart
  onStarted: (job: Job) => void
  onClose: () => void
}

/** Edits all selected contacts over their list: the edits, their preview, and the start of the job. */
export function BatchDrawer(props: Props) {
  // A count that ends later may change the selection; the edited contacts remain the same.
  const [{ source, selected, query, isPart, elsewhere, start }] = useState(props)
  // The editors' texts are loaded first: adding a field must not suspend the drawer.
  const { t } = useTranslation(['batch', 'form', 'contact'])
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const known = useAccount(source)
  const limit = useRowLimit(source.id)
  const problem = known.state === 'failed' ? messageFor(known.error) : undefined
  return (
    <Drawer
      isWide
      title={t('title', { count: selected.length })}
      closeLabel={t('close')}
      onClose={props.onClose}
    >
      {limit !== null && selected.length > limit ? (
        <StatePanel
          tone="calm"
          icon={<ListX />}
          title={t('overLimitTitle', { count: limit })}
          text={t('overLimitText', { count: selected.length })}
        />
      ) : (
        <div className="flex min-h-full flex-col gap-4">
          {isPart && <Note tone="warning">{t('partialSelection')}</Note>}
          {elsewhere > 0 &&
            (query ? (
              <p className="text-quiet">{t('allMatching', { count: elsewhere })}</p>
            ) : (
              <Note tone="warning">{t('elsewhere', { count: elsewhere })}</Note>
            ))}
          {known.state === 'failed' && problem ? (
            <FailurePanel
              {...problem}
              retryLabel={common.t('problem.tryAgain')}
              onRetry={known.retry}
            />
          ) : known.state === 'known' ? (
            <BatchEdit
              source={source}
              selected={selected}
              query={query}
              account={{ fields: known.definitions, users: known.users ?? [] }}
              start={start}
              timeZone={known.account.timeZone}
              onStarted={props.onStarted}
            />
          ) : (
            <p role="status" className="after-a-moment text-quiet">
              {t('loading')}
            </p>
          )}
        </div>
      )}
    </Drawer>
  )
}
