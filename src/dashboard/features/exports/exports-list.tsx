import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { ExportEntry } from './export-entry.tsx'
import { exportQueries } from './export-queries.ts'

type Props = { source: Source; className?: string }

/** One's own exports of a source, if there are any. */
export function ExportsList({ source, className = '' }: Props) {
  const { t } = useTranslation('exports')
  const exports = useQuery({
    ...exportQueries.list(source.id),
    enabled: mayAt(source, 'export'),
  })
  const items = exports.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section aria-label={t('mine')} className={className}>
      <h2 className="mb-1 font-strong">{t('mine')}</h2>
      <ul className="divide-y divide-line rounded border border-line bg-surface">
        {items.map((file) => (
          <ExportEntry key={file.id} file={file} now={exports.dataUpdatedAt} />
        ))}
      </ul>
    </section>
  )
}
