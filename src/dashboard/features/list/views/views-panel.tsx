import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readViews, type View } from '#dashboard/domain/saved-views.ts'
import { withView, writeViews } from '#dashboard/domain/view-changes.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { ViewsList, type ViewsListProps, type ViewsMessage } from './views-list.tsx'

export type ViewsPanelProps = Pick<ViewsListProps, 'address' | 'hrefFor' | 'onOpen'> & {
  source: string
}

/** Saves the current view of the list under a name, above the stored views. */
export function ViewsPanel({ source, address, hrefFor, onOpen }: ViewsPanelProps) {
  const { t } = useTranslation(['translation', 'setup'])
  const [name, setName] = useState('')
  const [message, setMessage] = useState<ViewsMessage>()
  const views = readViews(source)

  /** Stores the result of changing the current views, because another tab may have changed them. */
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
  return (
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
          className={`${controlLook.line} flex-1`}
        />
        <Button type="submit">{t('views.save')}</Button>
      </form>
      <ViewsList
        views={views}
        message={message}
        address={address}
        hrefFor={hrefFor}
        onMessage={setMessage}
        onSave={save}
        onChange={change}
        onOpen={onOpen}
      />
    </div>
  )
}
