import type { RowDialect } from '#proxy/sources/source-feed.ts'
import { rowMergers, rowReaders } from '#proxy/sources/row-readers.ts'
import { toEntry } from './contact-entry.ts'
import { openMirrorDatabase, openMirrorReading } from './mirror-database.ts'
import type { MirrorDatabase } from './mirror-dialect.ts'
import { createMirrorReader, type MirrorReader } from './mirror-reader.ts'
import { createMirrorWriter, readOpened, type MirrorWriter } from './mirror-writer.ts'
import type { WritableDatabase } from './writable-database.ts'

/** What was in a file when it was opened; `replaced` says why it is empty, else null. */
export type Opened = { replaced: string | null; sequence: number; count: number }

export type WriterApi = MirrorWriter & { opened: () => Promise<Opened>; close: () => Promise<void> }
export type ReaderApi = MirrorReader & { close: () => Promise<void> }

type Part<Calls> = { calls: Calls; database: MirrorDatabase; close: () => Promise<void> }

/** The part of a mirror that writes; it creates the file. */
export async function openWriter(
  file: string,
  format: RowDialect,
): Promise<Part<Omit<WriterApi, 'close'>>> {
  return writerOver(await openMirrorDatabase(file), format)
}

/** The same over a database. */
export async function writerOver(
  { replaced, ...database }: WritableDatabase & { replaced: string | null },
  format: RowDialect,
): Promise<Part<Omit<WriterApi, 'close'>>> {
  const { db } = database
  const readRows = rowReaders[format]
  const writer = await createMirrorWriter({
    database,
    merge: rowMergers[format],
    derive: (...given) => readRows(...given).map(toEntry),
  })
  const opened = { ...(await readOpened(db)), replaced }
  return {
    calls: { ...writer, opened: () => Promise.resolve(opened) },
    database,
    close: () => db.destroy(),
  }
}

/** A part that reads, over its own connection or, in memory, over that of the writer. */
export async function openReader(
  file: string,
  format: RowDialect,
  database = openMirrorReading(file),
): Promise<Part<MirrorReader>> {
  return {
    calls: createMirrorReader(database, rowReaders[format]),
    database,
    close: () => database.db.destroy(),
  }
}
