import { Link2, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { View } from '#dashboard/domain/saved-views.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { InlineInput } from '#dashboard/ui/inline-editor.tsx'

/** The result of the last action. */
export type ViewsMessage =
  | { is: 'saved' | 'renamed'; name: string }
  | { is: 'exists'; view: View }
  | { is: 'deleted'; view: View; index: number }
  | { is: 'notStored' | 'copied' | 'copyFailed' }

export type ViewsListProps = {
  views: View[]
  message: ViewsMessage | undefined
  /** The query string of what the list shows, without page and panel. */
  address: string
  hrefFor: (address: string) => string
  onMessage: (message: ViewsMessage | undefined) => void
  /** Stores a view, replacing one of the same name. */
  onSave: (view: View) => void
  onChange: (make: (all: View[]) => View[], done: ViewsMessage) => boolean
  onOpen: (address: string) => void
}

/** Stored views: open, rename, delete; and the URL to share. */
export function ViewsList(props: ViewsListProps) {
  const { views, message, address, hrefFor, onMessage, onChange, onOpen } = props
  const { t } = useTranslation(['translation', 'setup'])
  const [renamed, setRenamed] = useState<string>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(hrefFor(address), location.href).href)
      onMessage({ is: 'copied' })
    } catch {
      onMessage({ is: 'copyFailed' })
    }
  }
  const rename = async (from: string, typed: string) => {
    const to = typed.trim()
    if (to === '' || to === from) return undefined
    if (views.some(({ name }) => name === to)) return t('views.taken', { name: to })
    onChange((all) => all.map((view) => (view.name === from ? { ...view, name: to } : view)), {
      is: 'renamed',
      name: to,
    })
    return undefined
  }
  return (
    <>
      {views.length === 0 && <p className="text-quiet">{t('views.none')}</p>}
      <ul aria-label={t('views.title')} className="max-h-80 overflow-auto">
        {views.map((view, index) =>
          view.name === renamed ? (
            <li key={view.name} className="py-0.5">
              <InlineInput
                label={t('views.newName', { name: view.name })}
                value={view.name}
                maxLength={60}
                savingText={t('views.saving')}
                onSave={(name) => rename(view.name, name)}
                onClose={() => setRenamed(undefined)}
              />
            </li>
          ) : (
            <li key={view.name} className="flex items-center rounded hover:bg-sunken">
              <a
                href={hrefFor(view.address)}
                aria-current={view.address === address}
                data-tip={view.name}
                translate="no"
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                  event.preventDefault()
                  onOpen(view.address)
                }}
                className="min-w-0 flex-1 truncate rounded px-2 py-1.5 aria-[current=true]:font-medium"
              >
                {view.name}
              </a>
              <IconButton
                label={t('views.rename', { name: view.name })}
                icon={<Pencil aria-hidden />}
                onClick={() => setRenamed(view.name)}
              />
              <IconButton
                label={t('views.delete', { name: view.name })}
                icon={<Trash2 aria-hidden />}
                onClick={() =>
                  onChange((all) => all.filter(({ name }) => name !== view.name), {
                    is: 'deleted',
                    view,
                    index,
                  })
                }
              />
            </li>
          ),
        )}
      </ul>
      <ViewsStatus {...props} message={message} />
      <Button
        look="quiet"
        className="justify-start border-t border-line px-2"
        onClick={() => void copy()}
      >
        <Link2 aria-hidden className="size-4 shrink-0" />
        <span className="truncate">{t('views.copyLink')}</span>
      </Button>
    </>
  )
}

/** The result of the last action, with an undo or a next step. */
function ViewsStatus(props: ViewsListProps) {
  const { message, onSave, onChange } = props
  const { t } = useTranslation(['translation', 'setup'])
  const text = () => {
    switch (message?.is) {
      case undefined:
        return ''
      case 'saved':
      case 'renamed':
        return t(`views.${message.is}`, { name: message.name })
      case 'exists':
      case 'deleted':
        return t(`views.${message.is}`, { name: message.view.name })
      case 'copyFailed':
        return t('contacts.copyFailed')
      case 'notStored':
      case 'copied':
        return t(`views.${message.is}`)
    }
  }
  const isProblem = message && ['exists', 'notStored'].includes(message.is)
  return (
    <div className="flex items-center justify-between gap-2 empty:hidden">
      <p
        role={isProblem ? 'alert' : 'status'}
        className="min-w-0 wrap-anywhere text-quiet empty:hidden"
      >
        {text()}
      </p>
      {message?.is === 'exists' && (
        <Button className="shrink-0" onClick={() => onSave(message.view)}>
          {t('views.replace')}
        </Button>
      )}
      {message?.is === 'deleted' && (
        <Button
          className="shrink-0"
          onClick={() =>
            onChange((all) => all.toSpliced(message.index, 0, message.view), {
              is: 'saved',
              name: message.view.name,
            })
          }
        >
          {t('views.restore')}
        </Button>
      )}
    </div>
  )
}
