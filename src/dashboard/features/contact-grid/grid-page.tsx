import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Lock } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/api/account.ts'
import type { FieldDefinition } from '#contract/api/fields.ts'
import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import { directoryQueries } from '#dashboard/fields/directory-queries.ts'
import { useProblemWords } from '#dashboard/lib/problem-words.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { ContactGrid, type ContactGridProps } from './contact-grid.tsx'
import { columnsOf, type GridContext } from './grid-columns.ts'

type Props = ContactGridProps & {
  source: Source
  onTitle: (title: string) => void
  /** A link to where the reader came from, drawn around its words. */
  renderBack: (children: ReactNode) => ReactNode
}

/** The grid with everything it has to know, or why it cannot be shown. */
export function ContactGridPage({ source, onTitle, renderBack, ...grid }: Props) {
  const { t } = useTranslation(['grid', 'form'])
  const title = t('title')
  useEffect(() => onTitle(title), [onTitle, title])
  return (
    <section className="flex h-full min-h-120 min-w-0 flex-col pt-3">
      <div className="px-4">
        {renderBack(
          <>
            <ArrowLeft aria-hidden className="size-4" />
            {t('form:backToList')}
          </>,
        )}
        <h1 ref={takeFocus} tabIndex={-1} className="mt-1 mb-2 text-title font-strong outline-none">
          {title}
        </h1>
      </div>
      {source.capabilities.writes?.create ? (
        <Informed source={source} {...grid} />
      ) : (
        <StatePanel
          tone="calm"
          icon={<Lock />}
          title={t('form:cannotCreate')}
          text={t('form:readOnlySource', { source: source.title })}
        />
      )}
    </section>
  )
}

const takeFocus = (heading: HTMLHeadingElement | null) => heading?.focus({ preventScroll: true })

/** Adds what is known of the account. Without its people the grid works, without its fields not. */
function Informed({ source, ...grid }: ContactGridProps & { source: Source }) {
  const { t } = useTranslation(['grid', 'translation'])
  const wordsFor = useProblemWords()
  const fields = useQuery(directoryQueries.fields(source.id))
  const account = useQuery(directoryQueries.account(source.id))
  const users = useQuery({
    ...directoryQueries.users(source.id),
    enabled: source.capabilities.knows.responsible,
  })
  const failed = [fields, account].find(({ isError, data }) => isError && !data)
  if (failed) {
    const problem = wordsFor(failed.error)
    return (
      <FailurePanel
        {...problem}
        retryLabel={t('translation:problem.tryAgain')}
        onRetry={() => void failed.refetch()}
      />
    )
  }
  if (!fields.data || !account.data || users.isLoading)
    return (
      <div role="status" aria-label={t('loading')} className="after-a-moment px-4">
        <div aria-hidden className="shimmer h-80 rounded" />
      </div>
    )
  return (
    <Ready
      source={source}
      definitions={fields.data.items}
      account={account.data}
      users={users.data?.items ?? null}
      {...grid}
    />
  )
}

type Known = {
  source: Source
  definitions: FieldDefinition[]
  account: Account
  users: User[] | null
}

/** What the grid began with stays: a list that is read anew must not shift what is being typed. */
function Ready({ source, definitions, account, users, ...grid }: ContactGridProps & Known) {
  const { t } = useTranslation(['grid', 'form'])
  const [known] = useState({ source, definitions, users })
  const context = useMemo((): GridContext => {
    const labels = {
      'identity.bot': t('form:labels.bot'),
      'identity.messenger': t('form:labels.messenger'),
      'identity.id': t('form:labels.id'),
      name: t('form:labels.name'),
      firstName: t('form:labels.firstName'),
      lastName: t('form:labels.lastName'),
      phones: t('form:labels.phones'),
      emails: t('form:labels.emails'),
      responsible: t('form:labels.responsible'),
      tags: t('form:labels.tags'),
    }
    const { source: about } = known
    return { source: about, ...columnsOf(known, labels), timeZone: account.timeZone }
  }, [known, account.timeZone, t])
  return <ContactGrid context={context} {...grid} />
}
