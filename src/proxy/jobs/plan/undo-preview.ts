import type { UndoPreview, UndoRow } from '#contract/api/job-undo.ts'
import { keysOf } from '#contract/model/change.ts'
import type { Value } from '#contract/model/value.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { requirePart, snapshotsById, type Source } from '#proxy/sources/source.ts'
import type { Store } from '#proxy/store/state-store.ts'
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

/** What an undo would do with the rows of a page if it ran now; nothing is written. */
export async function previewUndo(options: Options): Promise<UndoPreview> {
  const { source, job, page, size, call, onError } = options
  const rows = await writtenRows(options)
  const shown = rows.slice(0, size)
  const undone = shown.map(freshOf)
  if (isAboutChat(undone[0], job)) return previewChats(options, undone, rows.length > size)
  if (isAboutVariable(undone[0])) return previewVariables(options, undone, rows.length > size)
  const ids = shown.flatMap(({ contact_id: id, after }) => (after === null ? [] : (id ?? [])))
  const [contacts, context] = await Promise.all([
    ids.length === 0 ? { snapshots: [], unreadable: [] } : source.reader.readContacts(ids, call),
    planContextOf(source, call, onError),
  ])
  const byId = snapshotsById(contacts)
  const counts = await countWritten(options)
  return {
    items: shown.map((row) => {
      const contactId = row.contact_id ?? 0
      const about = { line: row.line, contactId, name: row.name }
      if (row.after === null)
        return {
          ...about,
          would: 'tag',
          attributes: [],
          message: 'the source has no way to delete a contact: it can be tagged',
        }
      return { ...about, ...previewOf(planOf(row, job)) }
    }),
    page,
    hasNext: rows.length > size,
    ...counts,
    suggestedTag: tagOf(job),
  }

  function planOf(row: StoredRow, undoneJob: StoredJob) {
    const snapshot = byId.get(row.contact_id ?? 0)
    return planRow(freshOf(row), { ...undoneJob, tag: null }, snapshot, context)
  }
}

/** A row as the undo job would hold it. */
const freshOf = (row: StoredRow): RunRow => ({
  ...row,
  result: null,
  base: null,
  after: null,
  undone: { outcome: row.outcome, base: row.base, after: row.after },
})

async function previewChats(
  options: Options,
  rows: RunRow[],
  hasNext: boolean,
): Promise<UndoPreview> {
  const { source, job, page, call } = options
  const chats = rows.flatMap((row) => chatIntentOf(row)?.chat ?? [])
  const { readChats } = requirePart(source.chats, 'chats')
  const linked = await readChats(chats, call)
  const items = rows.map((row): UndoRow => {
    const about = { line: row.line, contactId: row.contact_id ?? 0, name: row.name }
    const plan = planChatRow(row, linked)
    if ('update' in plan) return { ...about, ...previewOf(plan) }
    const { contact, base } = plan.move
    const attributes = [{ attribute: 'chat', now: base.contact, restored: contact }]
    return { ...about, would: 'restore', attributes, message: null }
  })
  return { items, page, hasNext, ...(await countWritten(options)), suggestedTag: tagOf(job) }
}

async function previewVariables(
  options: Options,
  rows: RunRow[],
  hasNext: boolean,
): Promise<UndoPreview> {
  const { source, job, page, call } = options
  const { readVariables } = requirePart(source.variables, 'variables')
  const items = await Promise.all(
    rows.map(async (row): Promise<UndoRow> => {
      const contactId = row.contact_id ?? 0
      const about = { line: row.line, contactId, name: row.name }
      const plan = planVariableRow(row, await readVariables(contactId, call))
      if ('update' in plan) return { ...about, ...previewOf(plan) }
      const { base, after } = plan.write
      const attributes = [
        { attribute: 'variable', now: variableValue(base), restored: variableValue(after) },
      ]
      return { ...about, would: 'restore', attributes, message: null }
    }),
  )
  return { items, page, hasNext, ...(await countWritten(options)), suggestedTag: tagOf(job) }
}

const variableValue = ({ name, value }: VariableImage): Value | null =>
  value === null ? null : { kind: 'text', values: [`${name}: ${value}`] }

const tagOf = (job: StoredJob): string =>
  `undone ${new Date(job.created_at).toISOString().slice(0, 10)}`

function previewOf(
  plan: { update: RowUpdate } | { change: PlannedChange },
): Pick<UndoRow, 'would' | 'attributes' | 'message'> {
  if ('change' in plan) {
    const { base, after } = plan.change.plan
    const attributes = keysOf(base).map((attribute) => ({
      attribute,
      now: base[attribute] ?? null,
      restored: after[attribute] ?? null,
    }))
    return { would: 'restore', attributes, message: null }
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
      message: 'it was changed since: it is left as it is',
    }
  if (result.outcome !== 'rejected' && result.outcome !== 'invalid')
    return { would: 'nothing', attributes: [], message: null }
  const message = result.issues.map(({ message: words }) => words).join('; ')
  return { would: 'cannot', attributes: [], message }
}

const written = ({ store, job }: Options) =>
  store.db
    .selectFrom('job_rows')
    .where('job_id', '=', job.id)
    .where('contact_id', 'is not', null)
    .where((eb) => eb.or([mayBeWritten(job)(eb), eb('outcome', '=', 'created')]))

const writtenRows = (options: Options) =>
  written(options)
    .selectAll()
    .orderBy('line')
    .offset((options.page - 1) * options.size)
    .limit(options.size + 1)
    .execute()

async function countWritten(options: Options) {
  const count = await written(options)
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.count<number>('after').as('changed'),
    ])
    .executeTakeFirst()
  const changed = Number(count?.changed ?? 0)
  return { changed, created: Number(count?.all ?? 0) - changed }
}
