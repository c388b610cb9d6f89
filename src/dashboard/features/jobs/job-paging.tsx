import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'

type Props = { page: number; hasNext: boolean; onPage: (page: number) => void }

/** Renders nothing if there is only one page. */
export function JobPaging({ page, hasNext, onPage }: Props) {
  const { t } = useTranslation('jobs')
  if (page === 1 && !hasNext) return null
  return (
    <nav aria-label={t('paging')} className="flex items-center justify-end gap-2 py-2">
      <span className="text-quiet tabular-nums">{t('page', { page })}</span>
      <Button
        aria-label={t('previousPage')}
        data-tip=""
        aria-disabled={page === 1}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden className="size-4" />
        <span className="max-sm:hidden">{t('previous')}</span>
      </Button>
      <Button
        data-tip=""
        aria-label={t('nextPage')}
        aria-disabled={!hasNext}
        onClick={() => onPage(page + 1)}
      >
        <span className="max-sm:hidden">{t('next')}</span>
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </nav>
  )
}
