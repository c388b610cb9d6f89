import type { SavedView } from '#contract/api/views.ts'

/** A view as it was when the list last agreed with what the proxy has of it. */
export type SeenView = Pick<SavedView, 'name' | 'search' | 'version'>

type Known = {
  views: readonly SavedView[]
  /** Whether the proxy has sent them, so that one that is missing does not exist. */
  isRead: boolean
  /** The ID in the address. */
  opened: string | undefined
  /** What the list shows, as a query string. */
  address: string
  /** A query string in the order and with the columns of `address`. */
  normalize: (search: string) => string
  seen: SeenView | undefined
}

/**
 * How the list stands to the views: it shows one, from which it may differ; `newer`: somebody else has
 * changed that one since; `gone`: it was deleted; or it shows none.
 */
export type ViewState =
  | { is: 'view'; view: SavedView; isChanged: boolean; isNewer: boolean }
  | { is: 'gone'; name: string | undefined }
  | { is: 'none'; isFiltered: boolean }

export function viewStateOf(known: Known): ViewState {
  const { views, isRead, opened, address, normalize, seen } = known
  const view =
    views.find(({ id }) => id === opened) ??
    (opened === undefined ? views.find(({ search }) => normalize(search) === address) : undefined)
  if (view) {
    const now = normalize(view.search)
    const isChanged = now !== address
    const isNewer =
      isChanged &&
      seen !== undefined &&
      view.version > seen.version &&
      normalize(seen.search) !== now
    return { is: 'view', view, isChanged, isNewer }
  }
  if (opened !== undefined && isRead) return { is: 'gone', name: seen?.name }
  // Columns and rows per page are how one looks at the list, not what it shows.
  const parts = [...new URLSearchParams(address).keys()]
  return { is: 'none', isFiltered: parts.some((name) => name !== 'columns' && name !== 'size') }
}

const seenViews = new Map<string, SeenView>()

/** The views that were open in this tab, by ID. */
export const lastSeen = {
  of: (id: string | undefined) => (id === undefined ? undefined : seenViews.get(id)),
  remember: ({ id, name, search, version }: SavedView) =>
    void seenViews.set(id, { name, search, version }),
}

/** The views as their tabs are: one's own, then the shared ones, each by position. */
export const inTabOrder = (views: readonly SavedView[]): SavedView[] => [
  ...views.filter(({ isShared }) => !isShared),
  ...views.filter(({ isShared }) => isShared),
]

/** The view with which one changes places when it is moved; undefined if it cannot be moved there. */
export function neighborOf(
  views: readonly SavedView[],
  view: SavedView,
  step: -1 | 1,
): SavedView | undefined {
  const group = inTabOrder(views).filter(({ isShared }) => isShared === view.isShared)
  const index = group.findIndex(({ id }) => id === view.id)
  const other = index === -1 ? undefined : group[index + step]
  return view.mayEdit && other?.mayEdit ? other : undefined
}
