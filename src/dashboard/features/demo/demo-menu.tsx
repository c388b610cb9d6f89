import { useQuery } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Popover } from '#dashboard/ui/popover.tsx'
import { DemoPanel } from './demo-panel.tsx'
import { demoQueries } from './demo-queries.ts'

type Props = {
  /** Called after the reset, when all loaded data is obsolete. */
  onStartedOver: () => void
  onRoleChanged: () => void
}

/** The demo's button with the number of active situations, and its panel. */
export function DemoMenu({ onStartedOver, onRoleChanged }: Props) {
  const { t } = useTranslation('demo')
  const [isOpen, setIsOpen] = useState(false)
  const { data } = useQuery(demoQueries.state())
  if (!data) return null // a proxy without the demo, or without its mock
  const count = data.situations.filter(({ isOn }) => isOn).length
  const label = count === 0 ? t('button') : t('buttonOn', { count })
  return (
    <Popover
      label={t('title')}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      className="w-[27rem] p-0!"
      trigger={
        <button
          type="button"
          aria-label={label}
          data-tip=""
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          onClick={() => setIsOpen(!isOpen)}
          className="relative inline-flex h-control items-center gap-1.5 rounded px-2 text-meta text-quiet hover:bg-sunken hover:text-ink aria-expanded:bg-sunken aria-expanded:text-ink"
        >
          <FlaskConical aria-hidden className="size-4" />
          <span className="max-lg:hidden">{t('button')}</span>
          {count > 0 && (
            <span className="min-w-4 rounded-full bg-warning px-1 text-center font-medium text-surface tabular-nums absolute -top-0.5 -right-0.5">
              {count}
            </span>
          )}
        </button>
      }
    >
      <DemoPanel
        situations={data.situations}
        onLeave={() => setIsOpen(false)}
        onStartedOver={onStartedOver}
        onRoleChanged={onRoleChanged}
      />
    </Popover>
  )
}
