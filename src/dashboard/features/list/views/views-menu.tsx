import { Bookmark } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readViews } from '#dashboard/domain/saved-views.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import type { ViewsPanelProps } from './views-panel.tsx'

const ViewsPanel = lazyPart(() => import('./views-panel.tsx'), 'ViewsPanel')

/** The button shows the name of the current view, if it is a stored one. */
export function ViewsMenu(props: ViewsPanelProps) {
  const { source, address, onOpen } = props
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const name = readViews(source).find((view) => view.address === address)?.name ?? t('views.title')
  return (
    <Popover
      label={t('views.title')}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      trigger={
        <Button
          id="views"
          look="quiet"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          data-tip={name}
          onClick={() => setIsOpen(!isOpen)}
          className="folds max-w-60"
        >
          <Bookmark aria-hidden className="size-4 shrink-0" />
          <span className="truncate">{name}</span>
        </Button>
      }
    >
      <Suspense fallback={<p className="w-72 text-quiet">{t('filters.loading')}</p>}>
        <ViewsPanel
          {...props}
          onOpen={(selected) => {
            setIsOpen(false)
            onOpen(selected)
          }}
        />
      </Suspense>
    </Popover>
  )
}
