import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxViewName, type SavedView } from '#contract/api/views.ts'
import type { Source } from '#contract/api/sources.ts'
import { readAddress } from '#dashboard/domain/address-search.ts'
import { contactsSearch, unsupportedParts } from '#dashboard/domain/contacts-search.ts'
import { parseSearch } from '#dashboard/domain/search-text.ts'
import { isUnsaved } from '#dashboard/domain/view-actions.ts'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { InlineInput } from '#dashboard/ui/inline-editor.tsx'
import { Menu } from '#dashboard/ui/menu.tsx'
import { viewHref } from './view-href.ts'
import { useViewMenuItems } from './view-menu-items.tsx'
import type { ViewSaving } from './view-saving.ts'

export type ViewLinkProps = {
  source: Source
  /** The query string of what the list shows, without page and panel. */
  address: string
  /** The ID of the view whose name the button shows. */
  active: string | undefined
  /** A query string in the order and with the columns of `address`. */
  normalize: (search: string) => string
  onOpen: (search: string, id?: string) => void
}

/** A link to a view, with what of it cannot be shown. */
export function ViewLink(
  props: ViewLinkProps & {
    view: Pick<SavedView, 'name' | 'search'> & { id?: string; detail?: string }
    isCurrent?: boolean
  },
) {
  const { source, view, active, address, onOpen } = props
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const asked = readAddress(contactsSearch, parseSearch(view.search))
  const parts = { ...asked.notUnderstood, ...unsupportedParts(asked, source.capabilities) }
  const unknown = Object.keys(parts).join(', ')
  const isCurrent =
    props.isCurrent ?? (view.id === undefined ? view.search === address : view.id === active)
  return (
    <a
      href={viewHref(source.id, view.search, view.id)}
      aria-current={isCurrent}
      data-tip={view.name}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        onOpen(view.search, view.id)
      }}
      className="min-w-0 flex-1 rounded px-2 py-1.5 aria-[current=true]:font-medium"
    >
      <span translate="no" className="block truncate">
        {view.name}
      </span>
      {view.detail && (
        <span translate="no" className="block truncate text-meta font-normal text-quiet">
          {view.detail}
        </span>
      )}
      {unknown && (
        <span className="block truncate text-meta font-normal text-warning">
          {t('notUnderstood', { parts: unknown })}
        </span>
      )}
    </a>
  )
}

type Props = ViewLinkProps & { view: SavedView; mayShare: boolean; saving: ViewSaving }

/** A view, and what can be done with it. */
export function ViewRow(props: Props) {
  const { view, saving, active, address, normalize } = props
  const { name, isShared, isOwn } = view
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const [isRenamed, setIsRenamed] = useState(false)
  const [menu, setMenu] = useState<{ left: number; top: number }>()
  const items = useViewMenuItems({
    ...props,
    isDifferent: normalize(view.search) !== address,
    onRename: () => setIsRenamed(true),
  })
  if (isRenamed)
    return (
      <li className="py-0.5">
        <InlineInput
          label={t('newName', { name })}
          value={name}
          maxLength={maxViewName}
          savingText={t('saving')}
          onSave={(typed) => saving.rename(view, typed)}
          onClose={() => setIsRenamed(false)}
        />
      </li>
    )
  const detail = isShared && !isOwn ? t('by', { name: view.owner }) : undefined
  return (
    <li
      className={`flex items-center rounded hover:bg-sunken ${view.id === active ? 'bg-tint' : ''} ${isUnsaved(view) ? 'text-quiet' : ''}`}
    >
      <ViewLink {...props} view={{ ...view, ...(detail && { detail }) }} />
      {!isUnsaved(view) && (
        <IconButton
          label={t('actionsFor', { name })}
          icon={<MoreHorizontal aria-hidden />}
          aria-haspopup="menu"
          aria-expanded={menu !== undefined}
          onClick={({ currentTarget }) => {
            const { right, bottom } = currentTarget.getBoundingClientRect()
            setMenu({ left: right - 280, top: bottom + 4 })
          }}
        />
      )}
      {menu && (
        <Menu
          label={t('actionsFor', { name })}
          items={items}
          position={menu}
          onClose={() => setMenu(undefined)}
        />
      )}
    </li>
  )
}
