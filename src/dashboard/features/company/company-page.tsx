import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Building2, ExternalLink } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompanyDetail } from '#contract/api/companies.ts'
import type { Source } from '#contract/api/sources.ts'
import { companyQueries } from '#dashboard/domain/company-queries.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ValueView } from '#dashboard/fields/value-view.tsx'
import { formatMoment, formatNumber } from '#dashboard/lib/format.ts'
import { formatRelative } from '#dashboard/lib/relative-time.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { CompanyPeople } from './company-people.tsx'

type Props = {
  source: Source
  id: number
  /** Called with the company's name once it is known. */
  onTitle: (title: string) => void
  /** Renders the link back to the list around its text. */
  renderBack: (children: ReactNode) => ReactNode
}

/** A company with its fields and its people. */
export function CompanyPage({ source, id, onTitle, renderBack }: Props) {
  const { t } = useTranslation('company')
  const company = useQuery(companyQueries.detail(source.id, id))
  const name = company.data?.name
  useEffect(() => {
    if (name !== undefined) onTitle(name || t('unnamed'))
  }, [name, onTitle, t])
  return (
    <section className="w-full max-w-316 px-4 pt-3 pb-12">
      {renderBack(
        <>
          <ArrowLeft aria-hidden className="size-4" />
          {t('back')}
        </>,
      )}
      {company.data ? (
        <Article source={source} company={company.data} readAt={company.dataUpdatedAt} />
      ) : company.isError ? (
        <Failure id={id} error={company.error} onRetry={() => void company.refetch()} />
      ) : (
        <Skeleton label={t('loading')} className="pt-3">
          <div className="shimmer h-6 w-64 max-w-full rounded" />
          <div className="mt-5 grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
            <div className="shimmer h-80 rounded" />
            <div className="shimmer h-60 rounded" />
          </div>
        </Skeleton>
      )}
    </section>
  )
}

function Failure(props: { id: number; error: Error; onRetry: () => void }) {
  const { t } = useTranslation(['company', 'translation'])
  const { code, ...problem } = useProblemMessages()(props.error)
  if (code === 'not_found')
    return (
      <StatePanel
        tone="calm"
        icon={<Building2 />}
        title={t('notFound')}
        text={t('notFoundText', { id: props.id })}
      />
    )
  return (
    <FailurePanel
      title={problem.title}
      text={problem.text}
      footnote={problem.footnote}
      retryLabel={t('translation:problem.tryAgain')}
      onRetry={props.onRetry}
    />
  )
}

type ArticleProps = { source: Source; company: CompanyDetail; readAt: number }

function Article({ source, company, readAt }: ArticleProps) {
  const { t } = useTranslation(['company', 'translation'])
  const timeZone = useQuery(directoryQueries.account(source.id)).data?.timeZone ?? null
  const heading = useRef<HTMLHeadingElement>(null)
  // The focus starts at the name, also for keyboard and screen reader users.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const { fields } = company
  return (
    <article>
      <header className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="text-meta text-quiet">{t('title')}</p>
          <h1
            ref={heading}
            tabIndex={-1}
            translate="no"
            className="text-title font-strong wrap-anywhere"
          >
            {company.name || t('unnamed')}
          </h1>
        </div>
        {company.url !== null && (
          <a
            href={company.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex h-control items-center gap-1.5 rounded px-3 hover:bg-sunken"
          >
            {t('openAtSource', { source: source.title })}
            <ExternalLink aria-hidden className="size-4 text-quiet" />
            <span className="sr-only">{t('translation:app.newWindow')}</span>
          </a>
        )}
      </header>
      {company.isIncomplete && <Note tone="warning">{t('incomplete')}</Note>}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="grid min-w-0 gap-4">
          <CompanyPeople source={source} company={company} />
          <Card title={t('details')}>
            {fields.length === 0 ? (
              <p className="px-4 py-3 text-quiet">{t('noFields')}</p>
            ) : (
              <Facts>
                {fields.map((field) => (
                  <Fact key={field.id} label={field.name}>
                    <ValueView
                      value={field.value}
                      role={field.role}
                      sourceType={field.sourceType}
                      timeZone={timeZone}
                    />
                  </Fact>
                ))}
              </Facts>
            )}
          </Card>
        </div>
        <About company={company} readAt={readAt} />
      </div>
    </article>
  )
}

function About({ company, readAt }: Omit<ArticleProps, 'source'>) {
  const { t, i18n } = useTranslation(['company', 'translation'])
  const { language } = i18n
  const { responsible, leads, customers, createdAt, updatedAt } = company
  const counts = { leads, customers }
  return (
    <Card title={t('about')}>
      <Facts>
        <Fact label={t('responsible')}>
          {responsible ? (
            (responsible.name ?? t('translation:contacts.userId', { id: responsible.id }))
          ) : (
            <span className="text-quiet">{t('nobody')}</span>
          )}
        </Fact>
        {(['leads', 'customers'] as const).map((key) => {
          const count = counts[key]
          return (
            count !== null && (
              <Fact key={key} label={t(key)}>
                <span className="tabular-nums">{formatNumber(count, language)}</span>
              </Fact>
            )
          )
        })}
        {(
          [
            ['created', createdAt],
            ['updated', updatedAt],
          ] as const
        ).map(
          ([key, iso]) =>
            iso && (
              <Fact key={key} label={t(key)}>
                <Moment
                  iso={iso}
                  text={formatRelative(iso, language, readAt)}
                  exact={formatMoment(iso, language)}
                />
              </Fact>
            ),
        )}
        <Fact label={t('id')}>
          <span className="tabular-nums">{company.id}</span>
        </Fact>
      </Facts>
    </Card>
  )
}
