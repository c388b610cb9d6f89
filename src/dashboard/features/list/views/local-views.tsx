import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  dropLocally,
  isAskedFor,
  setAsked,
  type LocalView,
} from '#dashboard/domain/view-takeover.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { ViewLink, type ViewLinkProps } from './view-row.tsx'
import type { ViewSaving } from './view-saving.ts'

type NoteProps = { source: string; views: LocalView[]; saving: ViewSaving; onChange: () => void }

/** Asks once whether the views of this browser are to be saved for all browsers of the person. */
export function TakeoverNote({ source, views, saving, onChange }: NoteProps) {
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const [isAsking, setIsAsking] = useState(() => isAskedFor(source))
  if (!isAsking || views.length === 0) return null
  const answer = () => {
    setAsked(source)
    setIsAsking(false)
  }
  return (
    <div role="status" className="grid gap-2 rounded border border-line bg-tint px-3 py-2">
      <p className="wrap-anywhere">{t('takeover.text', { count: views.length })}</p>
      <div className="flex flex-wrap gap-2">
        <TakeoverButton saving={saving} look="primary" onChange={onChange} onStart={answer} />
        <Button onClick={answer}>{t('takeover.later')}</Button>
      </div>
    </div>
  )
}

type ButtonProps = {
  saving: ViewSaving
  look: 'primary' | 'quiet'
  onChange: () => void
  onStart?: () => void
}

function TakeoverButton({ saving, look, onChange, onStart }: ButtonProps) {
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const take = async () => {
    onStart?.()
    await saving.takeOver()
    onChange()
  }
  return (
    <Button look={look} onClick={() => void take()}>
      {t('takeover.accept')}
    </Button>
  )
}

type Props = ViewLinkProps & { views: LocalView[]; saving: ViewSaving; onChange: () => void }

/** Views that only this browser has; they stay until they are taken over or removed. */
export function LocalViews(props: Props) {
  const { source, views, saving, onChange } = props
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  if (views.length === 0) return null
  return (
    <section>
      <div className="flex items-center justify-between gap-2 pl-2">
        <h3 id="views-local" className="text-meta text-quiet">
          {t('groups.local')}
        </h3>
        <TakeoverButton saving={saving} look="quiet" onChange={onChange} />
      </div>
      <ul aria-labelledby="views-local">
        {views.map((view) => (
          <li
            key={`${view.name} ${view.address}`}
            className="flex items-center rounded hover:bg-sunken"
          >
            <ViewLink {...props} view={{ name: view.name, search: view.address }} />
            <IconButton
              label={t('takeover.remove', { name: view.name })}
              icon={<Trash2 aria-hidden />}
              onClick={() => {
                dropLocally(source.id, view)
                saving.reportRemoved(view.name)
                onChange()
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
