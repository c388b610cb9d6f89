import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { MirrorStatus } from '#contract/api/mirror.ts'
import type { StateConfig } from '#proxy/config.ts'
import type { MirrorConfig } from '#proxy/sources-file.ts'
import type { Source } from '#proxy/sources/source.ts'

const memory = ':memory:'

/** The file of a source's local copy: beside the state, in memory if that is. */
export function mirrorFileOf(database: StateConfig['database'], source: string): string {
  if (database.kind === 'postgres' || database.file === memory) return memory
  return join(dirname(database.file), `mirror-${source}.sqlite`)
}

/** Why a source of a kind that is copied cannot have a local copy all the same. */
export function mirrorObstacleOf(
  { setting }: MirrorConfig,
  database: StateConfig['database'],
): MirrorStatus['obstacle'] {
  if (database.kind === 'postgres') return 'database'
  return setting === false ? 'settings' : null
}

/** Warnings of copies that are still on the disk although their sources have none any more. */
export function leftoverMirrors(sources: Source[], database: StateConfig['database']): string[] {
  return sources.flatMap(({ info: { id }, mirror }) => {
    const file = mirrorFileOf(database, id)
    if (mirror?.isOn() || !existsSync(file)) return []
    return [
      `A local copy of the source ${id} is still in ${file}; npm run forget -- ${id} erases it`,
    ]
  })
}
