import { rowReaders } from '#proxy/sources/row-readers.ts'
import { writerOver } from './mirror-parts.ts'
import { createMirrorReader } from './mirror-reader.ts'
import type { MirrorParts, OpenOptions } from './mirror-threads.ts'
import {
  openPostgresMirror,
  openPostgresReading,
  sizeOfPostgresMirror,
  type PostgresPlace,
} from './postgres-mirror.ts'

/** The parts of a mirror in a Postgres: nothing of it blocks this thread. */
export async function openPostgresParts(
  place: PostgresPlace,
  { rows, report }: OpenOptions,
): Promise<MirrorParts> {
  const { hasTrigrams, ...database } = await openPostgresMirror(place)
  if (!hasTrigrams)
    report(
      'the extension pg_trgm is not in the database and may not be created: searches read the texts of all contacts',
    )
  const writing = await writerOver(database, rows)
  const reading = openPostgresReading(place)
  return {
    writer: writing.calls,
    reader: createMirrorReader(reading, rowReaders[rows]),
    opened: await writing.calls.opened(),
    size: () => sizeOfPostgresMirror(reading.db, place),
    close: async () => void (await Promise.all([reading.db.destroy(), writing.close()])),
  }
}
