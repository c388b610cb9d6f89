import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { minify, type Plugin } from 'vite'

/** Minifies scripts of `public`, which Vite copies as they are. */
export function minifiedPublic(): Plugin {
  return {
    name: 'minified-public',
    apply: 'build',
    writeBundle: {
      order: 'pre', // before they are compressed
      sequential: true,
      async handler({ dir }) {
        if (!dir) return
        for await (const file of glob('*.js', { cwd: dir })) {
          const path = join(dir, file)
          const { code } = await minify(file, await readFile(path, 'utf8'))
          await writeFile(path, code)
        }
      },
    },
  }
}
