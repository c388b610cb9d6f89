import { Columns3 } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import type { ListTable } from '#dashboard/features/list/contacts-columns.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

const ColumnsPanel = lazyPart(() => import('./columns-panel.tsx'), 'ColumnsPanel')

type Props = {
  source: Source
  table: ListTable
  /** Back to the default columns. */
  onReset: () => void
}

export function ColumnsMenu({ source, table, onReset }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover
      label={t('columns.title')}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      className="w-102 [scrollbar-gutter:stable]"
      trigger={
        <Button
          id="columns"
          look="quiet"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          data-tip={t('columns.title')}
          className="folds-first"
        >
          <Columns3 aria-hidden className="size-4" />
          <span>{t('columns.title')}</span>
        </Button>
      }
    >
      <Suspense fallback={<p className="text-quiet">{t('filters.loading')}</p>}>
        <ColumnsPanel source={source} table={table} onReset={onReset} />
      </Suspense>
    </Popover>
  )
}
