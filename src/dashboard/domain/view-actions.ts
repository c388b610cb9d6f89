import type { QueryClient } from '@tanstack/react-query'
import type { SavedView, ViewChange } from '#contract/api/views.ts'
import { viewQueries } from './saved-views.ts'
import { sendViewAction, storeViews, type ViewAction } from './view-requests.ts'

const unsavedId = ({ key }: { key: string }) => `unsaved ${key}`

/** Whether the view is shown although the proxy has not stored it yet. */
export const isUnsaved = ({ id }: SavedView): boolean => id.startsWith('unsaved ')

/**
 * Shows the result at once and sends the action; what fails is taken back, and thrown. Resolves to
 * the view as the proxy has stored it.
 */
export async function runViewAction(
  client: QueryClient,
  source: string,
  action: ViewAction,
): Promise<SavedView> {
  const { queryKey } = viewQueries(source)
  const show = (make: (items: SavedView[]) => SavedView[]) =>
    client.setQueryData(queryKey, (list) => list && { ...list, items: make(list.items) })
  await client.cancelQueries({ queryKey })
  show((items) => afterAction(items, action))
  try {
    const view = await sendViewAction(source, action)
    const list = show((items) => withView(withoutDraft(items, action), view))
    if (list) storeViews(source, list.items)
    return view
  } catch (error) {
    show((items) => withoutAction(items, action))
    throw error
  }
}

/** Shows a view as the proxy has it, of which another answer told. */
export function showView(client: QueryClient, source: string, view: SavedView): void {
  const { queryKey } = viewQueries(source)
  client.setQueryData(queryKey, (list) => list && { ...list, items: withView(list.items, view) })
}

/** The list as it should be after an action. */
export function afterAction(items: SavedView[], action: ViewAction): SavedView[] {
  switch (action.is) {
    case 'create':
      return withView(items, draftOf(action.view, items))
    case 'change':
      return withView(items, withChange(action.view, action.change))
    case 'remove':
      return items.filter(({ id }) => id !== action.view.id)
    case 'restore':
      return withView(items, { ...action.view, deletedAt: null })
  }
}

function withoutAction(items: SavedView[], action: ViewAction): SavedView[] {
  switch (action.is) {
    case 'create':
      return withoutDraft(items, action)
    case 'change':
    case 'remove':
      return withView(items, action.view)
    case 'restore':
      return items.filter(({ id }) => id !== action.view.id)
  }
}

/** In its place: the proxy lists views by position. Deleted ones are not listed. */
function withView(items: SavedView[], view: SavedView): SavedView[] {
  const others = items.filter(({ id }) => id !== view.id)
  if (view.deletedAt !== null) return others
  return [...others, view].toSorted(
    (a, b) => a.position - b.position || a.createdAt.localeCompare(b.createdAt),
  )
}

const withoutDraft = (items: SavedView[], action: ViewAction): SavedView[] =>
  action.is === 'create' ? items.filter(({ id }) => id !== unsavedId(action.view)) : items

type Created = Extract<ViewAction, { is: 'create' }>['view']

function draftOf({ key, name, search, isShared = false }: Created, items: SavedView[]): SavedView {
  const now = new Date().toISOString()
  return {
    id: unsavedId({ key }),
    name,
    search,
    isShared,
    isOwn: true,
    mayEdit: false,
    owner: '',
    position: Math.max(0, ...items.map(({ position }) => position)) + 1,
    version: 0,
    createdAt: now,
    changedAt: now,
    changedBy: '',
    deletedAt: null,
  }
}

/** The view with a change; what it omits stays. */
export const withChange = (view: SavedView, change: Omit<ViewChange, 'version'>): SavedView => ({
  ...view,
  name: change.name ?? view.name,
  search: change.search ?? view.search,
  isShared: change.isShared ?? view.isShared,
  position: change.position ?? view.position,
})
