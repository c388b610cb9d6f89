import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'

type Props = {
  hasNewer: boolean
  hasOlder: boolean
  onNewer: () => void
  onOlder: () => void
}

/** Renders nothing if there is only one page. */
export function AuditPaging({ hasNewer, hasOlder, onNewer, onOlder }: Props) {
  const { t } = useTranslation('audit')
  if (!hasNewer && !hasOlder) return null
  return (
    <nav aria-label={t('paging')} className="flex items-center gap-2">
      <Button aria-disabled={!hasNewer} onClick={() => hasNewer && onNewer()}>
        <ChevronLeft aria-hidden className="size-4" />
        {t('newer')}
      </Button>
      <Button aria-disabled={!hasOlder} onClick={() => hasOlder && onOlder()}>
        {t('older')}
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </nav>
  )
}
