import { ArrowLeft, ArrowRight, Link2, Lock, Pencil, Save, Trash2, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '#contract/api/views.ts'
import type { Source } from '#contract/api/sources.ts'
import type { MenuItem } from '#dashboard/ui/menu.tsx'
import { viewHref } from './view-href.ts'
import type { ViewSaving } from './view-saving.ts'

type Props = {
  source: Source
  view: SavedView
  /** What the list shows. */
  address: string
  isDifferent: boolean
  mayShare: boolean
  saving: ViewSaving
  onRename: () => void
  onRemoved?: () => void
  /** Moves it among the others; omitted where it cannot go. */
  onMove?: { before?: (() => void) | undefined; after?: (() => void) | undefined }
}

/** What can be done with a view. */
export function useViewMenuItems(props: Props): MenuItem[] {
  const { source, view, address, isDifferent, mayShare, saving, onRename, onMove } = props
  const { isShared, isOwn, mayEdit } = view
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const items: (MenuItem | false | undefined)[] = [
    mayEdit && {
      key: 'rename',
      text: t('actions.rename'),
      icon: <Pencil aria-hidden />,
      onSelect: onRename,
    },
    mayEdit &&
      isDifferent && {
        key: 'update',
        text: t('actions.update'),
        icon: <Save aria-hidden />,
        onSelect: () => void saving.change(view, { search: address }, 'updated'),
      },
    mayEdit &&
      mayShare && {
        key: 'share',
        text: t(!isShared ? 'actions.share' : isOwn ? 'actions.unshare' : 'actions.unshareOthers'),
        icon: isShared ? <Lock aria-hidden /> : <Users aria-hidden />,
        onSelect: () =>
          void saving.change(view, { isShared: !isShared }, isShared ? 'unshared' : 'shared'),
      },
    onMove?.before && {
      key: 'before',
      text: t('actions.moveBefore'),
      icon: <ArrowLeft aria-hidden />,
      onSelect: onMove.before,
    },
    onMove?.after && {
      key: 'after',
      text: t('actions.moveAfter'),
      icon: <ArrowRight aria-hidden />,
      onSelect: onMove.after,
    },
    {
      key: 'copy',
      text: t('actions.copyLink'),
      icon: <Link2 aria-hidden />,
      onSelect: () => void saving.copyLink(viewHref(source.id, view.search, view.id)),
    },
    mayEdit && {
      key: 'delete',
      text: t('actions.delete'),
      icon: <Trash2 aria-hidden />,
      onSelect: () => {
        void saving.remove(view).then((isRemoved) => isRemoved && props.onRemoved?.())
      },
    },
  ]
  return items.filter((item) => item !== false && item !== undefined)
}
