import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Transaction } from 'kysely'
import type { StateConfig } from '#proxy/config.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'

/** Where the files of exports are. */
export type ExportPlace = {
  /** Where a file is made. */
  pathOf: (id: string) => Promise<string>
  /** Keeps a file that was made, in the transaction that says that it is there. */
  store: (id: string, trx: Transaction<Tables>) => Promise<void>
  read: (id: string) => AsyncIterable<Uint8Array>
  remove: (ids: string[]) => Promise<void>
  /** Removes what belongs to none of these. */
  clean: (known: () => Promise<ReadonlySet<string>>) => Promise<void>
  /** Bytes that are left on the disk where files are made. */
  free: () => Promise<number>
  close: () => Promise<void>
}

/**
 * Beside a SQLite state, for one that is in memory in a temporary folder. In a Postgres the files are in the
 * database, so that each of its processes answers for them; there a temporary folder is for making them.
 */
export function exportPlaceOf(database: StateConfig['database'], store: Store): ExportPlace {
  if (database.kind === 'postgres') return sharedPlace(temporaryPlace(), store)
  if (database.file === ':memory:') return temporaryPlace()
  const folder = join(dirname(database.file), 'exports')
  return folderPlace({ known: () => folder, made: () => mkdir(folder, own).then(() => folder) })
}

const own = { recursive: true, mode: 0o700 }

/** Made when it is needed, and gone with the proxy. */
function temporaryPlace(): ExportPlace {
  let folder: Promise<string> | undefined
  let path: string | undefined
  const made = () =>
    (folder ??= mkdtemp(join(tmpdir(), 'kartoteka-exports-')).then((name) => (path = name)))
  return {
    ...folderPlace({ known: () => path, made }),
    close: async () => {
      if (path !== undefined) await rm(path, { recursive: true, force: true })
    },
  }
}

type Folder = { known: () => string | undefined; made: () => Promise<string> }

function folderPlace({ known: folder, made }: Folder): ExportPlace {
  async function removeAll(names: string[]): Promise<void> {
    const path = folder()
    if (path === undefined) return
    const all = names.flatMap((name) => [join(path, name), join(path, `${name}.rows`)])
    await Promise.all(all.map((file) => rm(file, { force: true })))
  }
  return {
    pathOf: async (id) => join(await made(), id),
    store: () => Promise.resolve(),
    async *read(id) {
      yield* createReadStream(join(await made(), id), { highWaterMark: pieceBytes })
    },
    remove: removeAll,
    async clean(known) {
      const path = folder()
      if (path === undefined) return
      const names = await readdir(path).catch(() => []) // nothing was exported yet
      // Afterwards, because an export is known before its file is there.
      const ids = await known()
      await removeAll(names.filter((name) => !ids.has(name.replace(/\.rows$/, ''))))
    },
    async free() {
      const { bavail, bsize } = await statfs(await made())
      return bavail * bsize
    },
    close: () => Promise.resolve(),
  }
}

const pieceBytes = 256 * 1024

function sharedPlace(local: ExportPlace, { db }: Store): ExportPlace {
  return {
    ...local,
    async store(id, trx) {
      const file = await open(await local.pathOf(id))
      try {
        const buffer = Buffer.alloc(pieceBytes)
        for (let number = 0; ; number++) {
          const { bytesRead } = await file.read(buffer, 0, pieceBytes)
          if (bytesRead === 0) break
          const bytes = Buffer.from(buffer.subarray(0, bytesRead))
          await trx.insertInto('export_chunks').values({ export_id: id, number, bytes }).execute()
        }
      } finally {
        await file.close()
      }
      await local.remove([id])
    },
    async *read(id) {
      for (let number = 0; ; number++) {
        const row = await db
          .selectFrom('export_chunks')
          .select('bytes')
          .where('export_id', '=', id)
          .where('number', '=', number)
          .executeTakeFirst()
        if (!row) return
        yield row.bytes
      }
    },
    async remove(ids) {
      await local.remove(ids)
      if (ids.length > 0)
        await db.deleteFrom('export_chunks').where('export_id', 'in', ids).execute()
    },
    async clean(known) {
      await local.clean(known)
      // A process that has deleted the export may have ended before its pieces.
      await db
        .deleteFrom('export_chunks')
        .where('export_id', 'not in', db.selectFrom('export_files').select('id'))
        .execute()
    },
  }
}
