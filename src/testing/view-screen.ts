import { screen, within } from '@testing-library/react'
import { savedView, viewList, type SavedView } from '#contract/api/views.ts'
import type { renderApp } from './render-app.tsx'
import type { Stack } from './stack.ts'

const origin = { origin: 'http://localhost:80' }
const path = '/api/sources/main/views'

/** Views of the source `main` as the proxy has them, changed as by another browser. */
export function viewsAt({ proxy }: Pick<Stack, 'proxy'>) {
  const all = async (): Promise<SavedView[]> => {
    const answer = await proxy.inject(path)
    return viewList.parse(answer.json()).items
  }
  return {
    all,
    names: async () => (await all()).map(({ name }) => name),
    async save(name: string, search = 'sort=name', isShared = false): Promise<SavedView> {
      const payload = { key: `test ${name} ${isShared}`, name, search, isShared }
      const answer = await proxy.inject({ method: 'POST', url: path, payload, headers: origin })
      return savedView.parse(answer.json())
    },
    async change({ id, version }: SavedView, change: Partial<SavedView>): Promise<SavedView> {
      const payload = { ...change, version }
      const url = `${path}/${id}`
      const answer = await proxy.inject({ method: 'PATCH', url, payload, headers: origin })
      return savedView.parse(answer.json())
    },
    async remove({ id, version }: SavedView): Promise<void> {
      const url = `${path}/${id}?version=${version}`
      await proxy.inject({ method: 'DELETE', url, headers: origin })
    },
  }
}

type User = Awaited<ReturnType<typeof renderApp>>['user']

/** Opens the panel of views; resolves to the box for a name. */
export async function openViews(user: User): Promise<HTMLElement> {
  await user.click(await screen.findByRole('button', { name: 'Views' }))
  return screen.findByRole('textbox', { name: 'View name' })
}

/** The open panel of views. */
export const viewsPanel = () => within(screen.getByRole('dialog', { name: 'Views' }))

/** The tab of a view, or of the list without one. */
export const viewTab = async (name: string | RegExp): Promise<HTMLElement> =>
  within(await screen.findByRole('toolbar', { name: 'Views' })).findByRole('link', { name })

/** An entry of the menu of a view. */
export async function selectViewAction(user: User, name: string, action: string): Promise<void> {
  await user.click(await viewsPanel().findByRole('button', { name: `Actions for view “${name}”` }))
  await user.click(await screen.findByRole('menuitem', { name: action }))
}
