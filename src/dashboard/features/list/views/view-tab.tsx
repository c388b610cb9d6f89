import { ChevronDown, Users } from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { maxViewName, type SavedView } from '#contract/api/views.ts'
import type { Source } from '#contract/api/sources.ts'
import { isUnsaved } from '#dashboard/domain/view-actions.ts'
import { InlineInput } from '#dashboard/ui/inline-editor.tsx'
import { Menu } from '#dashboard/ui/menu.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { viewHref } from './view-href.ts'
import { useViewMenuItems } from './view-menu-items.tsx'
import type { ViewSaving } from './view-saving.ts'
import { neighborOf } from './view-state.ts'

const isPlain = (event: MouseEvent) =>
  !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)

type AllProps = { source: Source; isActive: boolean; onOpen: () => void }

/** The list without a view. */
export function AllTab({ source, isActive, onOpen }: AllProps) {
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  return (
    <span className="view-tab" data-active={isActive || undefined}>
      <a
        href={`/${source.id}/contacts`}
        aria-current={isActive || undefined}
        tabIndex={isActive ? 0 : -1}
        onClick={(event) => {
          if (!isPlain(event)) return
          event.preventDefault()
          onOpen()
        }}
      >
        {t('all')}
      </a>
    </span>
  )
}

type Props = {
  source: Source
  view: SavedView
  views: SavedView[]
  address: string
  normalize: (search: string) => string
  isActive: boolean
  isChanged: boolean
  isHidden: boolean
  mayShare: boolean
  saving: ViewSaving
  onOpen: (search: string, id?: string) => void
  onSelect: (id: string | undefined) => void
}

/** A view: a link to it, and its actions in a menu. */
export function ViewTab(props: Props) {
  const { source, view, views, address, normalize, isActive, isChanged, isHidden, saving } = props
  const { name, isShared, isOwn, owner } = view
  const { t } = useTranslation(['tools', 'translation'])
  const [menu, setMenu] = useState<{ left: number; top: number }>()
  const [isRenaming, setIsRenaming] = useState(false)
  const move = (step: -1 | 1) => {
    const other = neighborOf(views, view, step)
    return other && (() => void saving.swap(view, other))
  }
  const items = useViewMenuItems({
    ...props,
    isDifferent: normalize(view.search) !== address,
    onRename: () => setIsRenaming(true),
    onRemoved: () => isActive && props.onSelect(undefined),
    onMove: { before: move(-1), after: move(1) },
  })
  const openMenu = (element: Element) => {
    const { left, bottom } = element.getBoundingClientRect()
    setMenu({ left, top: bottom + 4 })
  }
  const label = t('views.actionsFor', { name })
  const tip = isShared && !isOwn ? `${name}\n${t('views.by', { name: owner })}` : name
  return (
    <span
      className="view-tab"
      data-active={isActive || undefined}
      data-hidden={isHidden || undefined}
    >
      <a
        href={viewHref(source.id, view.search, view.id)}
        aria-current={isActive || undefined}
        tabIndex={isActive && !isHidden ? 0 : -1}
        data-tip={tip}
        onContextMenu={(event) => {
          if (isUnsaved(view)) return
          event.preventDefault()
          openMenu(event.currentTarget)
        }}
        onClick={(event) => {
          if (!isPlain(event)) return
          event.preventDefault()
          props.onOpen(view.search, view.id)
        }}
      >
        {isShared && <Users aria-hidden className="size-3.5 shrink-0 text-quiet" />}
        <span translate="no" className="truncate">
          {name}
        </span>
        {isShared && <span className="sr-only">, {t('views.groups.shared')}</span>}
        {isChanged && (
          <>
            <span aria-hidden className="view-dot" />
            <span className="sr-only">, {t('translation:views.changed')}</span>
          </>
        )}
      </a>
      {((isActive && !isUnsaved(view)) || isRenaming) && (
        <Popover
          label={t('views.newName', { name })}
          isOpen={isRenaming}
          onClose={() => setIsRenaming(false)}
          className="w-72"
          trigger={
            isActive ? (
              <button
                type="button"
                tabIndex={-1}
                aria-label={label}
                data-tip=""
                aria-haspopup="menu"
                aria-expanded={menu !== undefined}
                className="view-button"
                onClick={({ currentTarget }) => openMenu(currentTarget)}
              >
                <ChevronDown aria-hidden className="size-3.5" />
              </button>
            ) : null
          }
        >
          <Rename {...props} onClose={() => setIsRenaming(false)} />
        </Popover>
      )}
      {menu && (
        <Menu label={label} items={items} position={menu} onClose={() => setMenu(undefined)} />
      )}
    </span>
  )
}

function Rename({
  view,
  saving,
  onClose,
}: Pick<Props, 'view' | 'saving'> & { onClose: () => void }) {
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  return (
    <InlineInput
      label={t('newName', { name: view.name })}
      value={view.name}
      maxLength={maxViewName}
      savingText={t('saving')}
      onSave={(typed) => saving.rename(view, typed)}
      onClose={onClose}
    />
  )
}
