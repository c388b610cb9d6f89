import { createHash, randomUUID } from 'node:crypto'
import { sql, type RawBuilder, type Selectable, type Transaction } from 'kysely'
import {
  maxOwnViews,
  maxSharedViews,
  type NewView,
  type SavedView,
  type ViewChange,
  type ViewList,
} from '#contract/api/views.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import { found } from '#proxy/not-found.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables, ViewsTable } from '#proxy/store/state-tables.ts'
import { appendEntries } from '#proxy/audit/audit-rows.ts'
import { entryOfView } from './view-audit.ts'
import { lockViews } from './view-lock.ts'
import { nameKeyOf, numberedName } from './view-names.ts'
import {
  TooManyViewsError,
  ViewConflictError,
  ViewForbiddenError,
  ViewNameTakenError,
} from './view-errors.ts'

/** On whose behalf, from where, and whether this person may share views and change shared ones. */
export type Viewer = { id: string; name: string; address: string | null; mayShare: boolean }

/** A view of a source, and the version that a change of it is based on. */
type Target = { source: string; id: string; version: number }

type Row = Selectable<ViewsTable>
type Trx = Transaction<Tables>
type Change = Partial<Omit<Row, 'deleted_at'>> & { deleted_at?: RawBuilder<number> | null }

const restorableMs = 30 * 24 * 3600_000 // deleted views can be restored for so long

export type Views = ReturnType<typeof createViews>

/** Saved views of lists: a person's own, and those shared with everybody of the source. */
export function createViews(store: Store) {
  const { db, now } = store

  /** All changes of a source's views are made one after the other. */
  const change = <Result>(source: string, run: (trx: Trx) => Promise<Result>): Promise<Result> =>
    db.transaction().execute(async (trx) => {
      await lockViews(trx, store, source)
      return run(trx)
    })

  async function update(trx: Trx, row: Row, viewer: Viewer, set: Change) {
    const [updated] = await trx
      .updateTable('views')
      .set({
        ...set,
        version: row.version + 1,
        changed_at: now,
        changed_by: viewer.id,
        changed_by_name: viewer.name,
      })
      .where('id', '=', row.id)
      .returningAll()
      .execute()
    const after = found(updated, 'view')
    await record(trx, viewer, row, after)
    return toView(after, viewer)
  }

  /** What happens to views that others see, or do not see any more, is in the audit log. */
  async function record(trx: Trx, { id, name, address }: Viewer, before: Row | null, after: Row) {
    const entry = entryOfView(before, after)
    if (entry) await appendEntries(trx, now, [{ ...entry, actor: { id, name, address } }])
  }

  const purge = (trx: Trx, source: string) =>
    trx
      .deleteFrom('views')
      .where('source_id', '=', source)
      .where('deleted_at', '<', sql<number>`${now} - ${restorableMs}`)
      .execute()

  return {
    async list(source: string, viewer: Viewer): Promise<ViewList> {
      const rows = await db
        .selectFrom('views')
        .selectAll()
        .where('source_id', '=', source)
        .where('deleted_at', 'is', null)
        .where((row) => row.or([row('owner', '=', viewer.id), row('is_shared', '=', 1)]))
        .orderBy('position')
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return { items: rows.map((row) => toView(row, viewer)), mayShare: viewer.mayShare }
    },

    /** A request repeated with its key returns the view that it created, as it is now. */
    create(source: string, asked: NewView, viewer: Viewer) {
      const isShared = asked.isShared ?? false
      const hash = hashOf([asked.name, asked.search, isShared])
      return change(source, async (trx): Promise<{ view: SavedView; isNew: boolean }> => {
        const known = await trx
          .selectFrom('views')
          .selectAll()
          .where('source_id', '=', source)
          .where('owner', '=', viewer.id)
          .where('key', '=', asked.key)
          .executeTakeFirst()
        if (known?.hash === hash) return { view: toView(known, viewer), isNew: false }
        if (known)
          throw new InvalidInputError([{ name: 'key', message: 'was used for another view' }])
        if (isShared && !viewer.mayShare) throw new ViewForbiddenError()
        await purge(trx, source)
        const place = { source, isShared, viewer }
        const others = await namesakes(trx, place)
        if (others.length >= maxOf(isShared)) throw new TooManyViewsError(maxOf(isShared), isShared)
        const name = freeName(others, asked.name, asked.ifTaken === 'number', viewer)
        const { last } = await trx
          .selectFrom('views')
          .select((row) => row.fn.max('position').as('last'))
          .where('source_id', '=', source)
          .executeTakeFirstOrThrow()
        const person = { created_by: viewer.id, changed_by: viewer.id, owner: viewer.id }
        const [row] = await trx
          .insertInto('views')
          .values({
            ...person,
            id: randomUUID(),
            source_id: source,
            owner_name: viewer.name,
            name,
            name_key: nameKeyOf(name),
            search: asked.search,
            is_shared: Number(isShared),
            position: (last ?? 0) + 1,
            version: 1,
            created_at: now,
            changed_at: now,
            changed_by_name: viewer.name,
            deleted_at: null,
            key: asked.key,
            hash,
          })
          .returningAll()
          .execute()
        const made = found(row, 'view')
        await record(trx, viewer, null, made)
        return { view: toView(made, viewer), isNew: true }
      })
    },

    /** A change that the view has already, as after a lost answer, does nothing. */
    change({ source, id, version }: Target, asked: Omit<ViewChange, 'version'>, viewer: Viewer) {
      return change(source, async (trx): Promise<SavedView> => {
        const row = await visibleRow(trx, source, id, viewer)
        const isShared = asked.isShared ?? row.is_shared === 1
        const next = {
          name: asked.name ?? row.name,
          search: asked.search ?? row.search,
          is_shared: Number(isShared),
          position: asked.position ?? row.position,
        }
        const isSame =
          next.name === row.name &&
          next.search === row.search &&
          next.is_shared === row.is_shared &&
          next.position === row.position
        if (isSame && row.deleted_at === null) return toView(row, viewer)
        if ((isShared || row.is_shared === 1) && !viewer.mayShare) throw new ViewForbiddenError()
        if (row.version !== version || row.deleted_at !== null)
          throw new ViewConflictError(toView(row, viewer))
        const owner = { id: row.owner }
        const others = await namesakes(trx, { source, isShared, viewer: owner }, id)
        if (next.is_shared !== row.is_shared && others.length >= maxOf(isShared))
          throw new TooManyViewsError(maxOf(isShared), isShared)
        if (next.name !== row.name || next.is_shared !== row.is_shared)
          freeName(others, next.name, false, viewer)
        return update(trx, row, viewer, { ...next, name_key: nameKeyOf(next.name) })
      })
    },

    /** Deleting what is deleted does nothing. */
    remove({ source, id, version }: Target, viewer: Viewer) {
      return change(source, async (trx): Promise<SavedView> => {
        const row = await visibleRow(trx, source, id, viewer)
        if (row.deleted_at !== null) return toView(row, viewer)
        if (row.is_shared === 1 && !viewer.mayShare) throw new ViewForbiddenError()
        if (row.version !== version) throw new ViewConflictError(toView(row, viewer))
        return update(trx, row, viewer, { deleted_at: now })
      })
    },

    /** Undoes a deletion; if the name was given to another view meanwhile, it gets a number. */
    restore({ source, id, version }: Target, viewer: Viewer) {
      return change(source, async (trx): Promise<SavedView> => {
        const row = await visibleRow(trx, source, id, viewer)
        if (row.deleted_at === null) return toView(row, viewer)
        if (row.is_shared === 1 && !viewer.mayShare) throw new ViewForbiddenError()
        if (row.version !== version) throw new ViewConflictError(toView(row, viewer))
        const place = { source, isShared: row.is_shared === 1, viewer: { id: row.owner } }
        const name = freeName(await namesakes(trx, place), row.name, true, viewer)
        return update(trx, row, viewer, { deleted_at: null, name, name_key: nameKeyOf(name) })
      })
    },
  }
}

const maxOf = (isShared: boolean): number => (isShared ? maxSharedViews : maxOwnViews)

const hashOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url')

/** Also of a deleted view, so that what has become of it can be told. */
async function visibleRow(trx: Trx, source: string, id: string, viewer: Viewer): Promise<Row> {
  const row = await trx
    .selectFrom('views')
    .selectAll()
    .where('source_id', '=', source)
    .where('id', '=', id)
    .where((other) => other.or([other('owner', '=', viewer.id), other('is_shared', '=', 1)]))
    .executeTakeFirst()
  return found(row, 'view with this id')
}

type Place = { source: string; isShared: boolean; viewer: Pick<Viewer, 'id'> }

/** The views among which a name is unique: the shared ones, or a person's private ones. */
function namesakes(trx: Trx, { source, isShared, viewer }: Place, except?: string): Promise<Row[]> {
  const rows = trx
    .selectFrom('views')
    .selectAll()
    .where('source_id', '=', source)
    .where('is_shared', '=', Number(isShared))
    .where('deleted_at', 'is', null)
    .where('id', '<>', except ?? '')
  return (isShared ? rows : rows.where('owner', '=', viewer.id)).execute()
}

/** The name, with a number if it is taken and this `isNumbered`. */
function freeName(others: Row[], name: string, isNumbered: boolean, viewer: Viewer): string {
  const taken = others.find((row) => row.name_key === nameKeyOf(name))
  if (!taken) return name
  if (!isNumbered) throw new ViewNameTakenError(toView(taken, viewer))
  return numberedName(name, new Set(others.map((row) => row.name_key)))
}

function toView(row: Row, viewer: Viewer): SavedView {
  const isShared = row.is_shared === 1
  const isOwn = row.owner === viewer.id
  return {
    id: row.id,
    name: row.name,
    search: row.search,
    isShared,
    isOwn,
    mayEdit: isShared ? viewer.mayShare : isOwn,
    owner: row.owner_name,
    position: row.position,
    version: row.version,
    createdAt: toText(row.created_at),
    changedAt: toText(row.changed_at),
    changedBy: row.changed_by_name,
    deletedAt: row.deleted_at === null ? null : toText(row.deleted_at),
  }
}

const toText = (at: number): string => new Date(at).toISOString()
