const base = 'http://own.invalid'

/** Longer ones do not fit into the cookie that remembers them. */
const maxLength = 1000

/**
 * The page of the dashboard that was asked for before the sign-in. Any other address, of another site
 * or of the API, becomes the first page.
 */
export function returnPathOf(asked: string | undefined): string {
  if (asked === undefined || asked.length > maxLength || !asked.startsWith('/')) return '/'
  const url = URL.parse(asked, base)
  if (url === null || url.origin !== base) return '/'
  const path = url.pathname + url.search + url.hash
  // A path that begins with two slashes is another host for a browser.
  return path.startsWith('//') || /^\/(api|sign-in)(\/|$)/i.test(url.pathname) ? '/' : path
}
