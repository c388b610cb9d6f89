import { Bookmark, ChevronDown } from 'lucide-react'
import { Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { ViewsPanel, type ViewsPanelProps } from './views-panel.tsx'

type Opener = {
  id: string
  'aria-haspopup': 'dialog'
  'aria-expanded': boolean
  onClick: () => void
}

type Props = ViewsPanelProps & {
  /** The view that the list shows. */
  name?: string | undefined
  /** Instead of a button with the name of the view, which has a dot if the list differs. */
  trigger?: (opener: Opener) => ReactNode
}

/** All views, and what is needed for them, behind a button. */
export function ViewsMenu({ name, trigger, ...props }: Props) {
  const { isChanged, onOpen } = props
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const opener: Opener = {
    id: 'views',
    'aria-haspopup': 'dialog',
    'aria-expanded': isOpen,
    onClick: () => setIsOpen(!isOpen),
  }
  const text = name ?? t('views.title')
  return (
    <Popover
      label={t('views.title')}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      trigger={
        trigger?.(opener) ?? (
          <Button {...opener} look="quiet" data-tip={text} className="view-fold">
            <Bookmark
              aria-hidden
              className={`size-4 shrink-0 ${isChanged ? 'fill-accent text-accent' : ''}`}
            />
            <span className="truncate">{text}</span>
            {isChanged && <span className="sr-only">, {t('views.changed')}</span>}
            <ChevronDown aria-hidden className="size-3.5 shrink-0 text-quiet max-sm:hidden" />
          </Button>
        )
      }
    >
      <Suspense fallback={<p className="w-72 text-quiet">{t('filters.loading')}</p>}>
        <ViewsPanel
          {...props}
          onOpen={(...opened) => {
            setIsOpen(false)
            onOpen(...opened)
          }}
        />
      </Suspense>
    </Popover>
  )
}
