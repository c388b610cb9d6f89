import type { Page, Request } from '@playwright/test'

const quietMs = 500
const maxMs = 30_000

/**
 * Follows what a page loads; to be called before it is opened. The stream of events, which never
 * ends, does not count.
 */
export function watchLoading(page: Page) {
  const open = new Set<Request>()
  const end = (request: Request) => void open.delete(request)
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/api/events') open.add(request)
  })
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  return {
    /** Resolves when nothing has been loaded for half a second. */
    async idle(): Promise<void> {
      const startedAt = performance.now()
      let quietSince = startedAt
      for (;;) {
        const now = performance.now()
        if (open.size > 0) quietSince = now
        if (now - quietSince >= quietMs) return
        if (now - startedAt > maxMs) throw new Error(`${open.size} requests have not ended`)
        await page.waitForTimeout(50)
      }
    },
  }
}
