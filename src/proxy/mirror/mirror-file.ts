import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config, StateConfig } from '#proxy/config.ts'

/** The file of a source's local copy: beside the state, in memory if that is. */
export function mirrorFileOf(database: StateConfig['database'], source: string): string {
  if (database.kind === 'postgres' || database.file === ':memory:') return ':memory:'
  return join(dirname(database.file), `mirror-${source}.sqlite`)
}

/** Warnings of copies that are still on the disk although their sources have none any more. */
export function leftoverMirrors({ sources, state }: Pick<Config, 'sources' | 'state'>): string[] {
  return sources.flatMap(({ id, mirror }) => {
    const file = mirrorFileOf(state.database, id)
    if (mirror || !existsSync(file)) return []
    return [
      `A local copy of the source ${id} is still in ${file}; npm run forget -- ${id} erases it`,
    ]
  })
}
