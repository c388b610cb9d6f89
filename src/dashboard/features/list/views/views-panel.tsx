import { Link2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deleteView, saveView, readViews } from '#dashboard/domain/saved-views.ts'
import { Button } from '#dashboard/ui/button.tsx'

export type ViewsPanelProps = {
  source: string
  /** The query string of what the list shows, without page and panel. */
  address: string
  hrefFor: (address: string) => string
  onOpen: (address: string) => void
}

/** Stored views: open, save, delete, and the URL to share. */
export function ViewsPanel({ source, address, hrefFor, onOpen }: ViewsPanelProps) {
  const { t } = useTranslation(['translation', 'setup'])
  const [views, setViews] = useState(() => readViews(source))
  const [announcement, setAnnouncement] = useState('')
  const current = views.find((view) => view.address === address)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(hrefFor(address), location.href).href)
      setAnnouncement(t('views.copied'))
    } catch {
      setAnnouncement(t('contacts.copyFailed'))
    }
  }
  return (
    <div className="grid w-72 gap-2 max-sm:w-auto">
      {views.length === 0 && <p className="text-quiet">{t('views.none')}</p>}
      <ul aria-label={t('views.title')}>
        {views.map((view) => (
          <li key={view.name} className="flex items-center rounded hover:bg-sunken">
            <a
              href={hrefFor(view.address)}
              aria-current={view === current}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                event.preventDefault()
                onOpen(view.address)
              }}
              className="min-w-0 flex-1 truncate rounded px-2 py-1.5 aria-[current=true]:font-strong"
            >
              {view.name}
            </a>
            <button
              type="button"
              aria-label={t('views.delete', { name: view.name })}
              title={t('views.delete', { name: view.name })}
              onClick={() => {
                setViews(deleteView(source, view.name))
                setAnnouncement(t('views.deleted', { name: view.name }))
              }}
              className="inline-flex size-7 shrink-0 items-center justify-center rounded text-quiet hover:text-ink"
            >
              <Trash2 aria-hidden className="size-4" />
            </button>
          </li>
        ))}
      </ul>
      <form
        className="flex gap-2 border-t border-line pt-3"
        onSubmit={(event) => {
          event.preventDefault()
          const typed = new FormData(event.currentTarget).get('name')
          const name = typeof typed === 'string' ? typed.trim() : ''
          if (!name) return
          setViews(saveView(source, { name, address }))
          setAnnouncement(t('views.saved', { name }))
          event.currentTarget.reset()
        }}
      >
        <input
          name="name"
          type="text"
          maxLength={60}
          aria-label={t('views.name')}
          placeholder={t('views.name')}
          className="h-control min-w-0 flex-1 rounded border border-strong bg-surface px-2.5 placeholder:text-quiet"
        />
        <Button type="submit">{t('views.save')}</Button>
      </form>
      <Button look="quiet" className="justify-start px-2" onClick={() => void copy()}>
        <Link2 aria-hidden className="size-4" />
        {t('views.copyLink')}
      </Button>
      <p role="status" className="text-quiet empty:hidden">
        {announcement}
      </p>
    </div>
  )
}
