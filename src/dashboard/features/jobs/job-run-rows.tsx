import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobRow } from '#contract/api/job-rows.ts'
import type { Job } from '#contract/api/jobs.ts'
import { formatNumber } from '#dashboard/lib/format.ts'
import { isActive } from '#dashboard/domain/job-facts.ts'
import { JobRowDetails } from './job-row-details.tsx'
import { useValueLabels } from '#dashboard/domain/job-values.ts'
import { jobQueries, pollInterval } from '#dashboard/domain/job-queries.ts'
import { isLive } from '#dashboard/domain/live-events.ts'
import { Select } from '#dashboard/ui/select.tsx'
import { PhoneLabel, TableBox } from '#dashboard/ui/table-box.tsx'
import { contactLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'

type Props = { source: string; job: Job }

const filterOptions = ['invalid', 'rejected', 'conflict', 'unknown', 'created', 'changed'] as const

/** The first hundred rows of a job, of all or of one outcome. */
export function JobRunRows({ source, job }: Props) {
  const { t, i18n } = useTranslation('job-run')
  const [filter, setFilter] = useState<'all' | (typeof filterOptions)[number]>('all')
  const rows = useQuery({
    ...jobQueries.rows(source, job.id, 1, filter === 'all' ? undefined : filter),
    refetchInterval: () => !isLive() && isActive(job) && pollInterval,
  })
  const available = filterOptions.filter((item) => job.counts[item] > 0)
  const options = [
    { value: 'all' as const, text: t('all', { count: job.total }) },
    ...available.map((item) => ({
      value: item,
      text: `${t(`outcomes.${item}`)}: ${formatNumber(job.counts[item], i18n.language)}`,
    })),
  ]
  return (
    <>
      <div>
        <Select
          label={t('show')}
          isLabelShown
          value={filter}
          options={options}
          onChange={setFilter}
        />
      </div>
      <TableBox
        label={t('rows')}
        columns={[
          { name: t('columns.line'), width: '5rem' },
          { name: t('columns.contact') },
          { name: t('columns.outcome') },
        ]}
      >
        {rows.data?.items.map((row) => (
          <Row key={row.line} source={source} row={row} />
        ))}
      </TableBox>
      {(rows.data?.leftOut ?? 0) > 0 && (
        <p className="text-meta text-quiet">{t('leftOut', { count: rows.data?.leftOut ?? 0 })}</p>
      )}
      {rows.data?.hasNext && <p className="text-meta text-quiet">{t('firstHundred')}</p>}
    </>
  )
}

function Row({ source, row }: { source: string; row: JobRow }) {
  const { t } = useTranslation('job-run')
  const labels = useValueLabels(source)
  const { line, contactId, name, chat, result } = row
  return (
    <tr>
      <td className="px-3 py-2 align-top text-quiet tabular-nums">
        <PhoneLabel>{t('columns.line')}</PhoneLabel>
        {line}
      </td>
      <td translate={name ? 'no' : undefined} className="px-3 py-2 align-top">
        {contactId === null ? (
          name
        ) : (
          <TextLink {...contactLink(source, contactId)}>
            {name ?? t('contactId', { id: contactId })}
          </TextLink>
        )}
        {chat && (
          <span className="block text-meta whitespace-nowrap text-quiet tabular-nums">{chat}</span>
        )}
      </td>
      <td className="px-3 py-2 align-top">
        <span className={isTrouble(result.outcome) ? 'text-danger' : undefined}>
          {t(`outcomes.${result.outcome}`)}
        </span>
        {isTrouble(result.outcome) && (
          <div className="text-meta text-quiet">
            <JobRowDetails source={source} row={row} labels={labels} />
          </div>
        )}
      </td>
    </tr>
  )
}

const isTrouble = (outcome: JobRow['result']['outcome']): boolean =>
  outcome === 'invalid' || outcome === 'rejected' || outcome === 'conflict' || outcome === 'unknown'
