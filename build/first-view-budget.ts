import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'
import {
  filesOfPage,
  firstViewOf,
  heaviestOf,
  type Alternatives,
  type Chunk,
} from './first-view.ts'

type Options = {
  /** Maximum transfer size of the scripts in the first view, in KiB after brotli. */
  scriptKib: number
  /** Maximum transfer size of its style sheets and of the fonts that the page preloads, in KiB. */
  styleKib: number
  /** Modules that the first view imports by `import()`, as suffixes of their paths. */
  loads: Alternatives[]
}

/** Bytes of a file as sent to clients that accept brotli, and to those that accept gzip only. */
type Sent = { name: string; br: number; gzip: number }

/** The file in the built folder with what the build has printed. */
export const reportName = '.first-view'

/**
 * Fails a build whose first view exceeds its budget, because small increases are not noticed
 * individually. It measures the written files, so a build with `write: false` is not checked.
 */
export function firstViewBudget({ scriptKib, styleKib, loads }: Options): Plugin {
  return {
    name: 'first-view-budget',
    // Unminified builds are not deployed, and the demo additionally contains its menu.
    apply: ({ build }, { command, mode }) =>
      command === 'build' && mode !== 'demo' && build?.minify !== false,
    writeBundle: {
      order: 'post', // after compressed-files
      sequential: true,
      handler({ dir }, bundle) {
        if (!dir) return
        const view = firstViewOf(chunksOf(dir, bundle), loads)
        const page = filesOfPage(readFileSync(join(dir, 'index.html'), 'utf8'))
        const scripts = sentOf(dir, [...page.scripts, ...view.map(({ fileName }) => fileName)])
        const styles = sentOf(dir, [...page.styles, ...view.flatMap((chunk) => chunk.styles)])
        const parts = [
          partOf('Scripts', scripts, scriptKib),
          partOf('Style sheets and fonts', styles, styleKib),
        ]
        const report = ['The first view over the wire:', ...parts.flatMap(({ lines }) => lines)]
        if (!parts.some(({ isTooHeavy }) => isTooHeavy)) {
          this.info(report.join('\n'))
          writeFileSync(join(dir, reportName), report.join('\n'))
          return
        }
        const heaviest = heaviestOf(view, 5).map(
          ({ name, length }) => `  ${name} ${inKib(length)} KiB before minifying`,
        )
        this.error([...report, 'Heaviest in it:', ...heaviest].join('\n'))
      },
    },
  }
}

const chunksOf = (dir: string, bundle: Rolldown.OutputBundle): Chunk[] =>
  Object.values(bundle).flatMap((file) => {
    if (file.type !== 'chunk') return []
    const { fileName, isEntry, imports, viteMetadata } = file
    const modules = Object.entries(file.modules).map(([id, { renderedLength }]) => ({
      id,
      length: renderedLength,
    }))
    const styles = [...(viteMetadata?.importedCss ?? [])]
    return [{ fileName, isEntry, imports, modules, styles, size: sizeAsSent(dir, fileName, '.br') }]
  })

const sentOf = (dir: string, names: string[]): Sent[] =>
  [...new Set(names)].map((name) => ({
    name,
    br: sizeAsSent(dir, name, '.br'),
    gzip: sizeAsSent(dir, name, '.gz'),
  }))

function sizeAsSent(dir: string, name: string, extension: '.br' | '.gz'): number {
  const compressed = join(dir, name + extension)
  return statSync(existsSync(compressed) ? compressed : join(dir, name)).size
}

function partOf(title: string, files: Sent[], budgetKib: number) {
  const sum = (encoding: 'br' | 'gzip') => files.reduce((all, file) => all + file[encoding], 0)
  const isTooHeavy = sum('br') > budgetKib * 1024
  const verdict = isTooHeavy ? `: ${inKib(sum('br') - budgetKib * 1024)} KiB too heavy` : ''
  return {
    isTooHeavy,
    lines: [
      `${title}: ${inKib(sum('br'))} KiB brotli, ${inKib(sum('gzip'))} KiB gzip, budget ${budgetKib} KiB brotli${verdict}`,
      ...files.map(({ name, br, gzip }) => `  ${name} ${br} bytes brotli, ${gzip} gzip`),
    ],
  }
}

const inKib = (bytes: number) => (bytes / 1024).toFixed(1)
