import type { Page, Request } from '@playwright/test'

const quietMs = 500
const maxMs = 30_000

/**
 * Follows what a page loads; to be called before it is opened. The stream of events, which never
 * ends, does not count.
 */
export function watchLoading(page: Page) {
  const open = new Set<Request>()
  let onChange = () => {}
  const end = (request: Request) => {
    if (open.delete(request)) onChange()
  }
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/events') return
    open.add(request)
    onChange()
  })
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  return {
    /** Resolves when nothing has been loaded for half a second, as Playwright's `networkidle`. */
    idle: (): Promise<void> =>
      new Promise((resolve, reject) => {
        let quiet: NodeJS.Timeout | undefined
        const limit = setTimeout(() => {
          clearTimeout(quiet)
          reject(new Error(`${open.size} requests have not ended`))
        }, maxMs)
        onChange = () => {
          clearTimeout(quiet)
          if (open.size > 0) return
          quiet = setTimeout(() => {
            clearTimeout(limit)
            resolve()
          }, quietMs)
        }
        onChange()
      }),
  }
}
