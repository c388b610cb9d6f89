import { existsSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { MirrorStatus } from '#contract/api/mirror.ts'
import type { StateConfig } from '#proxy/config.ts'
import type { MirrorConfig } from '#proxy/sources-file.ts'
import type { Source } from '#proxy/sources/source.ts'
import { eraseMirrorFile, memoryFile } from './mirror-database.ts'
import { openMirrorThreads, type MirrorParts, type OpenOptions } from './mirror-threads.ts'
import { erasePostgresMirror, hasPostgresMirror, type PostgresPlace } from './postgres-mirror.ts'
import { openPostgresParts } from './postgres-parts.ts'

/** Where the local copy of a source is kept. */
export type MirrorPlace = {
  /** For messages. */
  name: string
  /** Null for a copy of this process alone; others take turns in writing one in a Postgres. */
  shared: PostgresPlace | null
  open: (options: OpenOptions) => Promise<MirrorParts>
  exists: () => Promise<boolean>
  erase: () => Promise<void>
  /** Bytes that are left; null if they are not known here. */
  free: () => Promise<number | null>
}

/** A file, or `:memory:`. */
export const fileMirror = (file: string): MirrorPlace => ({
  name: file,
  shared: null,
  open: async (options) => ({
    ...(await openMirrorThreads({ ...options, file })),
    size: () => (file === memoryFile ? Promise.resolve(null) : bytesOf(file)),
  }),
  exists: () => Promise.resolve(existsSync(file)),
  erase: async () => eraseMirrorFile(file),
  async free() {
    if (file === memoryFile) return null
    const { bavail, bsize } = await statfs(dirname(file))
    return bavail * bsize
  },
})

export const memoryMirror = (): MirrorPlace => fileMirror(memoryFile)

export const postgresMirror = (place: PostgresPlace): MirrorPlace => ({
  name: `the schema ${place.schema} of the database`,
  shared: place,
  open: (options) => openPostgresParts(place, options),
  exists: () => hasPostgresMirror(place),
  erase: () => erasePostgresMirror(place),
  free: () => Promise.resolve(null),
})

/** Beside the state: a file by its side, in memory if that is, or a schema of its database. */
export function mirrorPlaceOf(database: StateConfig['database'], source: string): MirrorPlace {
  if (database.kind === 'postgres')
    return postgresMirror({ url: database.url, schema: `mirror_${source}` })
  if (database.file === memoryFile) return memoryMirror()
  return fileMirror(join(dirname(database.file), `mirror-${source}.sqlite`))
}

/** Why a source of a kind that is copied cannot have a local copy all the same. */
export const mirrorObstacleOf = ({ setting }: MirrorConfig): MirrorStatus['obstacle'] =>
  setting === false ? 'settings' : null

/** Warnings of copies that are still there although their sources have none any more. */
export async function leftoverMirrors(
  sources: Source[],
  database: StateConfig['database'],
): Promise<string[]> {
  const warnings = sources.map(async ({ info: { id }, mirror }) => {
    const place = mirrorPlaceOf(database, id)
    if (mirror?.isOn() || !(await place.exists())) return []
    return [
      `A local copy of the source ${id} is still in ${place.name}; npm run forget -- ${id} erases it`,
    ]
  })
  return (await Promise.all(warnings)).flat()
}

async function bytesOf(file: string): Promise<number> {
  const sizes = await Promise.all(
    [file, `${file}-wal`].map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
