import { Bookmark } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readViews, withView, writeViews, type View } from '#dashboard/domain/saved-views.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import type { ViewsMessage, ViewsPanelProps } from './views-panel.tsx'

const ViewsPanel = lazyPart(() => import('./views-panel.tsx'), 'ViewsPanel')

type Props = Pick<ViewsPanelProps, 'address' | 'hrefFor' | 'onOpen'> & { source: string }

/**
 * The button shows the name of the current view, if it is a stored one. The box for a name is there at
 * once, so that what is typed right after opening is not lost; the list below it is loaded.
 */
export function ViewsMenu({ source, address, hrefFor, onOpen }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const [name, setName] = useState('')
  const [message, setMessage] = useState<ViewsMessage>()
  const views = readViews(source)
  const current = views.find((view) => view.address === address)

  /** Stores what a change makes of the views as they are now: another tab may have changed them. */
  const change = (make: (all: View[]) => View[], done: ViewsMessage): boolean => {
    const isStored = writeViews(source, make(readViews(source)))
    setMessage(isStored ? done : { is: 'notStored' })
    return isStored
  }
  const save = (view: View) => {
    if (change((all) => withView(all, view), { is: 'saved', name: view.name })) setName('')
  }
  const submit = () => {
    const view = { name: name.trim(), address }
    if (!view.name) return
    const existing = readViews(source).find((other) => other.name === view.name)
    if (existing && existing.address !== address) setMessage({ is: 'exists', view })
    else save(view)
  }
  const toggle = () => {
    setMessage(undefined)
    setName('')
    setIsOpen(!isOpen)
  }
  return (
    <Popover
      label={t('views.title')}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      trigger={
        <Button
          id="views"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={toggle}
          className="max-w-60 max-sm:px-2"
        >
          <Bookmark aria-hidden className="size-4 shrink-0" />
          <span className="truncate max-sm:sr-only">
            {current ? current.name : t('views.title')}
          </span>
        </Button>
      }
    >
      <div className="grid w-80 grid-cols-[minmax(0,1fr)] gap-2 max-sm:w-auto">
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <input
            type="text"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            aria-label={t('views.name')}
            placeholder={t('views.name')}
            className="h-control min-w-0 flex-1 rounded border border-strong bg-surface px-2.5 placeholder:text-quiet"
          />
          <Button type="submit">{t('views.save')}</Button>
        </form>
        <Suspense fallback={<p className="text-quiet">{t('filters.loading')}</p>}>
          <ViewsPanel
            views={views}
            message={message}
            address={address}
            hrefFor={hrefFor}
            onMessage={setMessage}
            onSave={save}
            onChange={change}
            onOpen={(selected) => {
              setIsOpen(false)
              onOpen(selected)
            }}
          />
        </Suspense>
      </div>
    </Popover>
  )
}
