import type { Plugin } from 'vite'

/**
 * Vite wraps each dynamic import in a function that loads its style sheets first. All styles are in
 * the one sheet of the page, so that the function only has to import.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: (id) =>
      id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load()' : null,
  }
}
