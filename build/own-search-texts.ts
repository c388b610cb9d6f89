import type { Plugin } from 'vite'

const message = 'The router has no query strings of its own: see build/own-search-texts.ts'

/**
 * The router contains how it would read and write query strings if it were not told. It is told
 * (`domain/search-text.ts`), and the first view has no room for what is not used; a router that is
 * not told fails at once.
 */
export function ownSearchTexts(): Plugin {
  return {
    name: 'own-search-texts',
    apply: 'build',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('/router-core/dist/esm/searchParams.js')
        ? `export function defaultParseSearch() { throw new Error('${message}') }
           export const defaultStringifySearch = defaultParseSearch
           export const parseSearchWith = defaultParseSearch
           export const stringifySearchWith = defaultParseSearch`
        : null,
  }
}
