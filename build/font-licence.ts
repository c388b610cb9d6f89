import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const licence = join(import.meta.dirname, '../node_modules/@fontsource-variable/inter/LICENSE')

/** Puts the licence of the text font beside it, as the licence demands of those who pass it on. */
export function fontLicence(): Plugin {
  return {
    name: 'font-licence',
    apply: 'build',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'assets/inter-license.txt',
        source: readFileSync(licence, 'utf8'),
      })
    },
  }
}
