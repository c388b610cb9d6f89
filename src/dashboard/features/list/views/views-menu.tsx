import { Bookmark } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNamedViews } from '#dashboard/domain/saved-views.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import type { ViewsPanelProps } from './views-panel.tsx'

const ViewsPanel = lazyPart(() => import('./views-panel.tsx'), 'ViewsPanel')

/**
 * The button shows the name of the view that was opened, with a dot if the list differs from it, or
 * of one that is the same as the list.
 */
export function ViewsMenu(props: Omit<ViewsPanelProps, 'active' | 'isChanged'>) {
  const { source, address, opened, normalize, onOpen } = props
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const views = useNamedViews(source.id)
  const active =
    views.find(({ id }) => id === opened) ?? views.find(({ search }) => search === address)
  const isChanged = active !== undefined && normalize(active.search) !== address
  const name = active?.name ?? t('views.title')
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
          <Bookmark
            aria-hidden
            className={`size-4 shrink-0 ${isChanged ? 'fill-accent text-accent' : ''}`}
          />
          <span className="truncate">{name}</span>
          {isChanged && <span className="sr-only">, {t('views.changed')}</span>}
        </Button>
      }
    >
      <Suspense fallback={<p className="w-72 text-quiet">{t('filters.loading')}</p>}>
        <ViewsPanel
          {...props}
          active={active?.id}
          isChanged={isChanged}
          onOpen={(...opened) => {
            setIsOpen(false)
            onOpen(...opened)
          }}
        />
      </Suspense>
    </Popover>
  )
}
