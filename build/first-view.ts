/** A file of the built dashboard, reduced to the required data. */
export type Chunk = {
  fileName: string
  /** Transfer size in bytes. */
  size: number
  isEntry: boolean
  /** Names of the files it imports statically. */
  imports: string[]
  /** Names of the style sheets it imports. */
  styles: string[]
  /** Its modules, with the length of each before minification. */
  modules: { id: string; length: number }[]
}

/** Modules of which the first view loads exactly one: the largest is counted. */
export type Alternatives = string[]

/**
 * Chunks that must be loaded before the list is shown: the entry and its static imports, and from
 * every group of `loads` the module that adds most. Throws if a module of a group is in no chunk,
 * so that outdated groups are detected.
 */
export function firstViewOf(chunks: Chunk[], loads: Alternatives[]): Chunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const seen = new Set<Chunk>()
  for (const chunk of chunks) if (chunk.isEntry) add(seen, chunk, byName)
  for (const group of loads) {
    const added = group.map((module) => {
      const chunk = chunks.find(({ modules }) => modules.some(({ id }) => id.endsWith(module)))
      if (!chunk) throw new Error(`The first view loads ${module}, but no chunk holds it`)
      const grown = add(new Set(seen), chunk, byName)
      return [...grown].filter((item) => !seen.has(item))
    })
    const heaviest = added.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] ?? []
    for (const chunk of heaviest) seen.add(chunk)
  }
  return [...seen]
}

function add(seen: Set<Chunk>, chunk: Chunk, byName: Map<string, Chunk>): Set<Chunk> {
  if (seen.has(chunk)) return seen
  seen.add(chunk)
  for (const name of chunk.imports) {
    const imported = byName.get(name)
    if (imported) add(seen, imported, byName)
  }
  return seen
}

const sizeOf = (chunks: Chunk[]): number => chunks.reduce((sum, { size }) => sum + size, 0)

/** Names of the files that the HTML itself requests: scripts, and style sheets with preloaded fonts. */
export function filesOfPage(html: string): { scripts: string[]; styles: string[] } {
  const tags = [...html.matchAll(/<(script|link)\s[^>]*>/g)].map(([tag]) => ({
    rel: attributeOf(tag, 'rel'),
    as: attributeOf(tag, 'as'),
    file: (attributeOf(tag, 'src') ?? attributeOf(tag, 'href'))?.replace(/^\//, ''),
  }))
  const filesOf = (isWanted: (tag: (typeof tags)[number]) => boolean) =>
    tags.filter(isWanted).flatMap(({ file }) => file ?? [])
  return {
    scripts: filesOf(({ rel }) => rel === undefined || rel === 'modulepreload'),
    styles: filesOf(({ rel, as }) => rel === 'stylesheet' || (rel === 'preload' && as === 'font')),
  }
}

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]

/** The largest packages and own files before minification, largest first. */
export function heaviestOf(chunks: Chunk[], count: number): { name: string; length: number }[] {
  const lengths = new Map<string, number>()
  for (const { id, length } of chunks.flatMap(({ modules }) => modules)) {
    const name = nameOf(id)
    lengths.set(name, (lengths.get(name) ?? 0) + length)
  }
  return [...lengths]
    .map(([name, length]) => ({ name, length }))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, count)
}

const nameOf = (id: string): string =>
  /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? id.replace(/^.*\/(?=src\/)/, '')
