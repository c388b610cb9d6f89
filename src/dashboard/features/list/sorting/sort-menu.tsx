import { ChevronsUpDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import type { SortPanelProps } from './sort-panel.tsx'

const SortPanel = lazyPart(() => import('./sort-panel.tsx'), 'SortPanel')

/** Sorts also by attributes without a column, and where the heads are not shown. */
export function SortMenu(props: SortPanelProps) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const { sorts, sortsFields } = props.source.capabilities
  if (!sorts[0] && !sortsFields) return null
  return (
    <Popover
      label={t('sorting.title')}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      className="max-sm:h-auto"
      trigger={
        <Button
          id="sorting"
          look="quiet"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          data-tip={t('sorting.title')}
          className="folds-first"
        >
          <ChevronsUpDown aria-hidden className="size-4" />
          <span>{t('sorting.title')}</span>
        </Button>
      }
    >
      <Suspense fallback={<p className="w-80 text-quiet">{t('filters.loading')}</p>}>
        <SortPanel {...props} />
      </Suspense>
    </Popover>
  )
}
