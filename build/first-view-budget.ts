import type { Plugin } from 'vite'
import { firstViewOf, heaviestOf, sizeOf, type Alternatives } from './first-view.ts'

type Options = {
  /** Size limit of the first view's JavaScript, in KiB after gzip. */
  kib: number
  /** Modules that the first view imports by `import()`: ends of their paths. */
  loads: Alternatives[]
}

const inKib = (bytes: number) => (bytes / 1024).toFixed(1)

/** Fails a build whose first view exceeds its budget: nobody notices one KiB, everybody notices 50. */
export function firstViewBudget({ kib, loads }: Options): Plugin {
  return {
    name: 'first-view-budget',
    // Unminified builds are not what is sent to users, and the demo has its menu on top.
    apply: ({ build }, { command, mode }) =>
      command === 'build' && mode !== 'demo' && build?.minify !== false,
    generateBundle: {
      order: 'post', // after minification
      handler(_options, bundle) {
        const chunks = Object.values(bundle).flatMap((file) => {
          if (file.type !== 'chunk') return []
          const modules = Object.entries(file.modules).map(([id, { renderedLength }]) => ({
            id,
            length: renderedLength,
          }))
          return [{ ...file, modules }]
        })
        const view = firstViewOf(chunks, loads)
        const bytes = sizeOf(view)
        const report = `JavaScript of the first view: ${inKib(bytes)} KiB gzip, budget ${kib}`
        if (bytes <= kib * 1024) {
          this.info(report)
          return
        }
        const files = view.map((chunk) => `  ${chunk.fileName} ${inKib(sizeOf([chunk]))} KiB gzip`)
        const heaviest = heaviestOf(view, 5).map(
          ({ name, length }) => `  ${name} ${inKib(length)} KiB before minifying`,
        )
        this.error([`${report}: too heavy`, ...files, 'Heaviest in it:', ...heaviest].join('\n'))
      },
    },
  }
}
