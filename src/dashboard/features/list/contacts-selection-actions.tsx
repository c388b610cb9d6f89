import { MoreHorizontal } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { useFirstLine } from '#dashboard/ui/first-line.ts'
import { Menu } from '#dashboard/ui/menu.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { useIsPhone } from './contacts-rendering.ts'
import type { SelectionAction } from './selection-action.ts'

type Props = { actions: readonly SelectionAction[] }

/** As many actions as fit into the bar; the others are in its menu, on phones all in a sheet. */
export function ContactsSelectionActions({ actions }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const isPhone = useIsPhone()
  const row = useRef<HTMLDivElement>(null)
  const inBar = isPhone ? [] : actions.filter(({ isRare }) => !isRare)
  const count = useFirstLine(row, inBar.map(({ key, text }) => key + text).join())
  const others = actions.filter((action) => !inBar.slice(0, count).includes(action))
  return (
    <>
      <div ref={row} className="selection-actions">
        {inBar.map((action, index) => (
          <span key={action.key} data-hidden={index >= count || undefined}>
            {action.control ?? (
              <Button
                look="quiet"
                className="px-2.5"
                aria-disabled={action.isOff}
                onClick={action.onSelect}
              >
                {action.text}
              </Button>
            )}
          </span>
        ))}
      </div>
      {isPhone ? (
        <ActionSheet
          text={t('contacts.actionsColumn')}
          label={t('contacts.forSelected', { name: t('contacts.actionsColumn') })}
          actions={others}
        />
      ) : (
        <ActionMenu label={t('contacts.moreActions')} actions={others} />
      )}
    </>
  )
}

type OpenProps = { label: string; actions: SelectionAction[] }

function ActionMenu({ label, actions }: OpenProps) {
  const [position, setPosition] = useState<{ left: number; top: number }>()
  return (
    <>
      <Button
        look="quiet"
        aria-label={label}
        data-tip=""
        aria-haspopup="menu"
        aria-expanded={position !== undefined}
        className="shrink-0 px-2"
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect()
          setPosition({ left, top: bottom })
        }}
      >
        <MoreHorizontal aria-hidden className="size-4" />
      </Button>
      {position && (
        <Menu
          label={label}
          position={position}
          items={actions.filter(({ isOff }) => !isOff)}
          onClose={() => setPosition(undefined)}
        />
      )}
    </>
  )
}

function ActionSheet({ text, label, actions }: OpenProps & { text: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover
      label={label}
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      className="max-sm:h-auto"
      trigger={
        <Button
          look="quiet"
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {text}
        </Button>
      }
    >
      <div className="sheet-tools">
        {actions.map(({ key, text: name, icon, isOff, onSelect }) => (
          <Button
            key={key}
            look="quiet"
            aria-disabled={isOff}
            onClick={() => {
              setIsOpen(false)
              onSelect()
            }}
          >
            {icon}
            <span>{name}</span>
          </Button>
        ))}
      </div>
    </Popover>
  )
}
