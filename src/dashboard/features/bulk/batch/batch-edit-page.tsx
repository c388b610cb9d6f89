import { ArrowLeft, ListX, PencilOff, UserX } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { useRowLimit } from '#dashboard/domain/session-queries.ts'
import { useAccount } from '#dashboard/domain/use-account.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { contactsLink } from '#dashboard/domain/links.ts'
import { LinkButton } from '#dashboard/ui/link-button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { BatchEdit } from './batch-edit.tsx'

type Props = {
  source: Source
  selected: Contact[]
  /** The parameters of the list that they are all matches of; undefined if they were picked. */
  query: Record<string, string> | undefined
  /** Whether the count was stopped, so that only a part of the matching contacts is selected. */
  isPart: boolean
  /** The field that is added at first. */
  field: 'responsible' | 'tags' | 'phones' | undefined
  onStarted: (job: string) => void
  renderBack: (words: ReactNode) => ReactNode
}

/** Edits all selected contacts: the edits, their preview, and the start of the job. */
export function BatchEditPage(props: Props) {
  const { source, renderBack } = props
  // A count that ends later may change the selection; the edited contacts remain the same.
  const [{ selected, query, isPart }] = useState(props)
  // The editors' texts are loaded first: adding a field must not suspend the page.
  const { t } = useTranslation(['batch', 'form', 'contact'])
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const known = useAccount(source)
  const limit = useRowLimit(source.id)
  const problem = known.state === 'failed' ? messageFor(known.error) : undefined
  return (
    <section className="w-full max-w-316 px-4 pt-3 pb-12">
      {renderBack(
        <>
          <ArrowLeft aria-hidden className="size-4" />
          {t('back')}
        </>,
      )}
      {!(source.capabilities.writes?.edit && mayAt(source, 'bulk')) ? (
        <StatePanel
          tone="calm"
          icon={<PencilOff />}
          title={t('cannotTitle')}
          text={
            mayAt(source, 'bulk')
              ? t('cannotText', { source: source.title })
              : common.t('problem.codes.forbidden')
          }
        />
      ) : selected.length === 0 ? (
        <StatePanel
          tone="calm"
          icon={<UserX />}
          title={t('noneTitle')}
          text={t('noneText')}
          action={
            <LinkButton look="primary" {...contactsLink(source.id)}>
              {t('toContacts')}
            </LinkButton>
          }
        />
      ) : limit !== null && selected.length > limit ? (
        <StatePanel
          tone="calm"
          icon={<ListX />}
          title={t('overLimitTitle', { count: limit })}
          text={t('overLimitText', { count: selected.length })}
          action={
            <LinkButton look="primary" {...contactsLink(source.id)}>
              {t('toContacts')}
            </LinkButton>
          }
        />
      ) : (
        <div className="grid gap-4">
          <h1 className="text-title font-strong">{t('title', { count: selected.length })}</h1>
          {isPart && <Note tone="warning">{t('partialSelection')}</Note>}
          {known.state === 'failed' && problem ? (
            <FailurePanel
              {...problem}
              retryLabel={common.t('problem.tryAgain')}
              onRetry={known.retry}
            />
          ) : known.state === 'known' ? (
            <BatchEdit
              {...props}
              selected={selected}
              query={query}
              account={{ fields: known.definitions, users: known.users ?? [] }}
              timeZone={known.account.timeZone}
            />
          ) : (
            <p role="status" className="after-a-moment text-quiet">
              {t('loading')}
            </p>
          )}
        </div>
      )}
    </section>
  )
}
