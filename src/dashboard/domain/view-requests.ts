import * as z from 'zod/mini'
import {
  savedView,
  viewConflict,
  viewList,
  type NewView,
  type SavedView,
  type ViewChange,
  type ViewList,
} from '#contract/api/views.ts'
import { ApiError, request, send } from '#dashboard/lib/api-client.ts'
import { writeStored } from '#dashboard/lib/browser-storage.ts'
import { storedViewsKey } from './saved-views.ts'

/** What is done to views; a change is based on the version of `view`. */
export type ViewAction =
  | { is: 'create'; view: NewView }
  | { is: 'change'; view: SavedView; change: Omit<ViewChange, 'version'> }
  | { is: 'remove' | 'restore'; view: SavedView }

const pathOf = (source: string) => `/api/sources/${source}/views`

export async function readViews(source: string, signal: AbortSignal): Promise<ViewList> {
  const list = await request(viewList, pathOf(source), { signal, priority: 'prefetch' })
  storeViews(source, list.items)
  return list
}

/** Resolves to the view as it is then. */
export function sendViewAction(source: string, action: ViewAction): Promise<SavedView> {
  if (action.is === 'create') return send(savedView, 'POST', pathOf(source), action.view)
  const { id, version } = action.view
  const path = `${pathOf(source)}/${id}`
  switch (action.is) {
    case 'change':
      return send(savedView, 'PATCH', path, { ...action.change, version })
    case 'remove':
      return send(savedView, 'DELETE', `${path}?version=${version}`)
    case 'restore':
      return send(savedView, 'POST', `${path}/restore?version=${version}`)
  }
}

/** The view of which an error says that it was changed meanwhile, or that it has the name already. */
export const presentOf = (error: unknown): SavedView | undefined =>
  error instanceof ApiError && error.code === 'conflict'
    ? z.safeParse(viewConflict, error.body).data?.present
    : undefined

/** Whether nothing can be stored by the proxy now, so that it is kept in this browser. */
export const isNotStoring = (error: unknown): boolean =>
  error instanceof ApiError && ['offline', 'state_unavailable', 'state_full'].includes(error.code)

/** The views as the proxy last sent them, for a time without it. */
export const storeViews = (source: string, views: SavedView[]): boolean =>
  writeStored(storedViewsKey(source), JSON.stringify(views))

export function storedViews(source: string): SavedView[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storedViewsKey(source)) ?? '')
    return z.safeParse(z.array(savedView), stored).data ?? []
  } catch {
    return []
  }
}
