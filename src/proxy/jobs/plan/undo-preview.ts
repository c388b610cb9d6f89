import { maxChats } from '#contract/api/chats.ts'
import type { UndoPreview, UndoRow } from '#contract/api/job-undo.ts'
import { keysOf } from '#contract/model/change.ts'
import type { Value } from '#contract/model/value.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { requirePart, snapshotsById, type Source } from '#proxy/sources/source.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { visibleRows } from '#proxy/jobs/visible-rows.ts'
import { planContextOf, planRow, type PlannedChange } from './change-plan.ts'
import { mayBeWritten } from '#proxy/jobs/orders/job-copies.ts'
import { chatIntentOf, isAboutChat, planChatRow } from './chat-plan.ts'
import { isAboutVariable, planVariableRow } from './variable-plan.ts'
import type { VariableImage } from '#proxy/jobs/store/journal.ts'
import type { StoredJob, StoredRow } from '#proxy/jobs/store/job-view.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'

type Options = {
  store: Store
  source: Source
  job: StoredJob
  page: number
  size: number
  call: Call
  onError: (error: unknown) => void
}

/**
 * Jobs with up to this many rows are compared completely, so that the counts are exact: one request
 * suffices.
 */
const maxCompared = 250

/** The result that an undo would have for the rows of a page if it ran now; nothing is written. */
export async function previewUndo(options: Options): Promise<UndoPreview> {
  const { source, job, page, size, call } = options
  const stored = await countWritten(options)
  const isCounted = stored.changed + stored.created <= maxCompared
  const start = (page - 1) * size
  const written = await (isCounted
    ? writtenRows(options, 0, maxCompared)
    : writtenRows(options, start, size))
  const rows = await visibleRows(source, job, written, call)
  // Of rows that can all be read, those count that whoever asks sees.
  const counts = isCounted ? countsOf(rows) : stored
  const total = counts.changed + counts.created
  const first = rows[0] && freshOf(rows[0])
  const isOfChats = isAboutChat(first, job)
  const plan = isOfChats ? planChats : isAboutVariable(first) ? planVariables : planContacts
  const planned = await plan(options, rows)
  const items = isCounted ? planned.slice(start, start + size) : planned
  return {
    items,
    page,
    hasNext: start + size < total,
    leftOut: written.length - rows.length,
    changed: counts.changed,
    created: counts.created,
    restored: isCounted
      ? planned.filter(({ would }) => would === 'restore').length
      : stored.changed - stored.first,
    isCounted,
    suggestedTag: tagOf(job),
    contacts: isOfChats ? await namesOf(items, source, call) : [],
  }
}

async function planContacts(options: Options, rows: StoredRow[]): Promise<UndoRow[]> {
  const { source, job, call, onError } = options
  const ids = rows.flatMap(({ contact_id: id, after }) => (after === null ? [] : (id ?? [])))
  const [contacts, context] = await Promise.all([
    ids.length === 0 ? { snapshots: [], unreadable: [] } : source.reader.readContacts(ids, call),
    planContextOf(source, call, onError),
  ])
  const byId = snapshotsById(contacts)
  return rows.map((row) => {
    const contactId = row.contact_id ?? 0
    const about = { line: row.line, contactId, name: row.name }
    if (row.after === null)
      return {
        ...about,
        would: 'tag',
        attributes: [],
        message: 'the source cannot delete contacts: the contact can be tagged',
        issues: [],
      }
    const plan = planRow(freshOf(row), { ...job, tag: null }, byId.get(contactId), context)
    return { ...about, ...previewOf(plan) }
  })
}

/** A row as the undo job would contain it. */
const freshOf = (row: StoredRow): RunRow => ({
  ...row,
  result: null,
  base: null,
  after: null,
  undone: { outcome: row.outcome, base: row.base, after: row.after },
})

async function planChats({ source, call }: Options, stored: StoredRow[]): Promise<UndoRow[]> {
  const rows = stored.map(freshOf)
  const chats = rows.flatMap((row) => chatIntentOf(row)?.chat ?? [])
  const linked = await requirePart(source.chats, 'chats').readChats(chats, call)
  return rows.map((row) => {
    const about = { line: row.line, contactId: row.contact_id ?? 0, name: row.name }
    const plan = planChatRow(row, linked)
    if ('update' in plan) return { ...about, ...previewOf(plan) }
    const { contact, base } = plan.move
    const attributes = [{ attribute: 'chat', now: base.contact, restored: contact }]
    return { ...about, would: 'restore', attributes, message: null, issues: [] }
  })
}

/** Names of the contacts between which chats would be moved. */
async function namesOf(
  rows: UndoRow[],
  source: Source,
  call: Call,
): Promise<UndoPreview['contacts']> {
  const values = rows.flatMap(({ attributes }) => attributes.flatMap((a) => [a.now, a.restored]))
  const ids = [...new Set(values.filter((value) => typeof value === 'number'))]
  if (ids.length === 0) return []
  const { findChats } = requirePart(source.chats, 'chats')
  const parts = [ids.slice(0, maxChats), ids.slice(maxChats)].filter((part) => part.length > 0)
  const lists = await Promise.all(parts.map((contacts) => findChats({ contacts }, call)))
  return lists
    .flatMap(({ contacts }) => contacts)
    .flatMap(({ id, name }) => (name === null ? [] : { id, name }))
}

async function planVariables({ source, call }: Options, rows: StoredRow[]): Promise<UndoRow[]> {
  const { readVariables } = requirePart(source.variables, 'variables')
  return Promise.all(
    rows.map(async (row): Promise<UndoRow> => {
      const contactId = row.contact_id ?? 0
      const about = { line: row.line, contactId, name: row.name }
      const plan = planVariableRow(freshOf(row), await readVariables(contactId, call))
      if ('update' in plan) return { ...about, ...previewOf(plan) }
      const { base, after } = plan.write
      const attributes = [
        { attribute: 'variable', now: variableValue(base), restored: variableValue(after) },
      ]
      return { ...about, would: 'restore', attributes, message: null, issues: [] }
    }),
  )
}

const variableValue = ({ name, value }: VariableImage): Value | null =>
  value === null ? null : { kind: 'text', values: [`${name}: ${value}`] }

const tagOf = (job: StoredJob): string =>
  `undone ${new Date(job.created_at).toISOString().slice(0, 10)}`

function previewOf(
  plan: { update: RowUpdate } | { change: PlannedChange },
): Omit<UndoRow, 'line' | 'contactId' | 'name'> {
  if ('change' in plan) {
    const { base, after } = plan.change.plan
    const attributes = keysOf(base).map((attribute) => ({
      attribute,
      now: base[attribute] ?? null,
      restored: after[attribute] ?? null,
    }))
    return { would: 'restore', attributes, message: null, issues: [] }
  }
  const { result } = plan.update
  if (result.outcome === 'conflict')
    return {
      would: 'changedSince',
      attributes: result.conflicts.map(({ attribute, theirs, mine }) => ({
        attribute,
        now: theirs,
        restored: mine,
      })),
      message: 'it was changed since and is not restored',
      issues: [],
    }
  if (result.outcome !== 'rejected' && result.outcome !== 'invalid')
    return { would: 'nothing', attributes: [], message: null, issues: [] }
  const message = result.issues.map(({ message: words }) => words).join('; ')
  return { would: 'cannot', attributes: [], message, issues: result.issues }
}

const written = ({ store, job }: Options) =>
  store.db
    .selectFrom('job_rows')
    .where('job_id', '=', job.id)
    .where('contact_id', 'is not', null)
    .where((eb) => eb.or([mayBeWritten(job)(eb), eb('outcome', '=', 'created')]))

const writtenRows = (options: Options, offset: number, limit: number) =>
  written(options).selectAll().orderBy('line').offset(offset).limit(limit).execute()

const countsOf = (rows: StoredRow[]) => {
  const changed = rows.filter(({ after }) => after !== null).length
  return { changed, created: rows.length - changed }
}

/** `first`: chats that had no contact before, which the stored image of a row shows. */
async function countWritten(options: Options) {
  const count = await written(options)
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.count<number>('after').as('changed'),
      eb.fn
        .count<number>('after')
        .filterWhere('base', 'like', '{"chat":{%"contact":null}}')
        .as('first'),
    ])
    .executeTakeFirst()
  const changed = Number(count?.changed ?? 0)
  return {
    changed,
    created: Number(count?.all ?? 0) - changed,
    first: Number(count?.first ?? 0),
  }
}
