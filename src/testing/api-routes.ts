import type { Stack } from './stack.ts'

export type ApiRoute = { method: string; url: string }

/** The routes of a proxy below /api, as they are registered; to be called before it is ready. */
export async function apiRoutesOf({ proxy }: Pick<Stack, 'proxy'>): Promise<ApiRoute[]> {
  const routes: ApiRoute[] = []
  proxy.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (url.startsWith('/api') && one !== 'HEAD') routes.push({ method: one, url })
  })
  await proxy.ready()
  return routes
}
