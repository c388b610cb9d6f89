import { useQuery } from '@tanstack/react-query'
import { Download, ScrollText, SearchX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { Button, buttonLooks } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { AuditList } from './audit-list.tsx'
import { AuditPaging } from './audit-paging.tsx'
import { auditCsvHref, auditQueries } from './audit-queries.ts'
import type { AuditSearch } from './audit-search.ts'

type Props = {
  search: AuditSearch
  onSearch: (search: AuditSearch) => void
}

const maxCounted = 10_000 // more are not counted

/** Who did what, newest first, narrowed down by conditions. Another condition starts a new page. */
export function AuditPage({ search, onSearch }: Props) {
  const { t, i18n } = useTranslation('audit')
  const isNarrowed = Object.values(search).some((value) => value !== undefined)
  return (
    <section className="w-full max-w-316 px-4 pt-4 pb-12">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-title font-strong">{t('title')}</h1>
          <p className="mt-1 max-w-180 text-quiet">{t('intro')}</p>
        </div>
        <a
          href={auditCsvHref(search, i18n.language)}
          download
          data-tip={t('downloadHelp')}
          className={`button shrink-0 ${buttonLooks.plain}`}
        >
          <Download aria-hidden className="size-4" />
          {t('download')}
        </a>
      </div>
      <AuditFilters search={search} onSearch={onSearch} />
      <Entries
        key={JSON.stringify(search)}
        search={search}
        isNarrowed={isNarrowed}
        onSearch={onSearch}
      />
    </section>
  )
}

function Entries({ search, isNarrowed, onSearch }: Props & { isNarrowed: boolean }) {
  const { t } = useTranslation('audit')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  /** Where the pages before this one began, the first one left out. */
  const [cursors, setCursors] = useState<string[]>([])
  const page = useQuery(auditQueries.page(search, cursors.at(-1)))
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  if (page.isError && !page.data)
    return (
      <FailurePanel
        {...messageFor(page.error)}
        retryLabel={common.t('problem.tryAgain')}
        onRetry={() => void page.refetch()}
      />
    )
  if (!page.data) return <AuditSkeleton label={t('loading')} />
  const { items, next, total } = page.data
  if (items.length === 0)
    return (
      <StatePanel
        tone="calm"
        icon={isNarrowed ? <SearchX /> : <ScrollText />}
        title={t(isNarrowed ? 'nothingTitle' : 'emptyTitle')}
        text={t(isNarrowed ? 'nothingText' : 'emptyText')}
        action={isNarrowed && <Button onClick={() => onSearch({})}>{t('clear')}</Button>}
      />
    )
  return (
    <>
      <div aria-busy={page.isPlaceholderData}>
        <AuditList
          entries={items}
          sources={sources}
          readAt={page.dataUpdatedAt}
          onJob={(job) => onSearch({ job })}
        />
      </div>
      <div className="mt-2 flex min-h-control flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <p role="status" className="text-quiet tabular-nums">
          {total === null ? t('countMore', { count: maxCounted }) : t('count', { count: total })}
        </p>
        <AuditPaging
          hasNewer={cursors.length > 0}
          hasOlder={next !== null}
          onNewer={() => setCursors(cursors.slice(0, -1))}
          onOlder={() => next !== null && !page.isPlaceholderData && setCursors([...cursors, next])}
        />
      </div>
    </>
  )
}

const AuditSkeleton = ({ label }: { label: string }) => (
  <Skeleton
    label={label}
    className="mt-4 grid gap-px overflow-hidden rounded border border-line bg-line"
  >
    {Array.from({ length: 8 }, (_, index) => (
      <div key={index} className="shimmer h-14" />
    ))}
  </Skeleton>
)
