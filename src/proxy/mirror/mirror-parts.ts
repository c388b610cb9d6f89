import type { Kysely } from 'kysely'
import type { RowDialect } from '#proxy/sources/source-feed.ts'
import { rowReaders } from '#proxy/sources/row-readers.ts'
import { toEntry } from './contact-entry.ts'
import { openMirrorDatabase, openMirrorReading } from './mirror-database.ts'
import { createMirrorReader, type MirrorReader } from './mirror-reader.ts'
import type { MirrorTables } from './mirror-tables.ts'
import { createMirrorWriter, readOpened, type MirrorWriter } from './mirror-writer.ts'

/** What was in a file when it was opened; `replaced` says why it is empty, else null. */
export type Opened = { replaced: string | null; sequence: number; count: number }

export type WriterApi = MirrorWriter & { opened: () => Promise<Opened>; close: () => Promise<void> }
export type ReaderApi = MirrorReader & { close: () => Promise<void> }

type Part<Calls> = { calls: Calls; db: Kysely<MirrorTables>; close: () => Promise<void> }

/** The part of a mirror that writes; it creates the file. */
export async function openWriter(
  file: string,
  dialect: RowDialect,
): Promise<Part<Omit<WriterApi, 'close'>>> {
  const { db, insert, replaced } = await openMirrorDatabase(file)
  const readRows = rowReaders[dialect]
  const writer = await createMirrorWriter({
    db,
    insert,
    derive: (...given) => readRows(...given).map(toEntry),
  })
  const opened = { ...(await readOpened(db)), replaced }
  return {
    calls: { ...writer, opened: () => Promise.resolve(opened) },
    db,
    close: () => db.destroy(),
  }
}

/** A part that reads, over its own connection or, in memory, over that of the writer. */
export async function openReader(
  file: string,
  dialect: RowDialect,
  db: Kysely<MirrorTables> = openMirrorReading(file),
): Promise<Part<MirrorReader>> {
  return { calls: createMirrorReader(db, rowReaders[dialect]), db, close: () => db.destroy() }
}
