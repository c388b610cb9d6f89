import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { JobSubject } from '#contract/api/jobs.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { checkRow, acceptedValues } from '#dashboard/features/bulk/sheet/grid-validation.ts'
import { headingsOf, parseCells } from '#dashboard/features/bulk/sheet/grid-clipboard.ts'
import {
  readColumnKey,
  shownAtFirst,
  type ColumnKey,
  type GridColumn,
  type GridContext,
} from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { toDraft, toEdit } from '#dashboard/features/bulk/sheet/grid-writes.ts'
import { useRowLimit } from '#dashboard/domain/session-queries.ts'
import { GridCellBar } from './grid-cell-bar.tsx'
import { GridFooter } from './grid-footer.tsx'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { gridDrafts, useGridDraft } from './grid-draft.ts'
import { useGridCompanies, withCompanies } from '#dashboard/features/bulk/sheet/grid-companies.ts'
import { doubtfulCells } from '#dashboard/features/bulk/sheet/grid-doubts.ts'
import { canCompare, useKnownContacts } from '#dashboard/features/bulk/sheet/known-contacts.ts'
import { readContacts, toRow, toSeen } from '#dashboard/features/bulk/sheet/grid-reading.ts'
import {
  isBlank,
  isWaiting,
  type GridRow,
  type RowTarget,
} from '#dashboard/features/bulk/sheet/grid-rows.ts'
import { useGridSubmit } from './grid-submit.ts'
import { initialGridState, emptyRows } from '#dashboard/features/bulk/sheet/grid-model.ts'
import { reduceGrid } from '#dashboard/features/bulk/sheet/grid-state.ts'
import { GridTable } from './grid-table.tsx'
import { GridToolbar } from './grid-toolbar.tsx'

export type ContactGridProps = {
  hrefFor: (target: RowTarget) => string
  onOpen: (target: RowTarget) => void
  /** Called with whether there are unsaved changes. */
  onDirtyChange: (isDirty: boolean) => void
}

type Props = ContactGridProps & {
  context: GridContext
  /** The contacts to edit; omitted: new contacts. */
  contacts?: Contact[] | undefined
}

const rowsAtFirst = 10

/** Edits many contacts: typed or pasted, validated cell by cell, sent as one job. */
export function ContactGrid({ context: base, contacts, ...props }: Props) {
  const { t } = useTranslation('grid')
  const source = base.source.id
  const mode = contacts ? 'edit' : 'create'
  const [draft] = useState(() =>
    contacts ? undefined : gridDrafts.read(source, toServerTime(Date.now())),
  )
  const [state, dispatch] = useReducer(reduceGrid, undefined, () =>
    initialGridState({
      mode,
      rows:
        draft?.rows ??
        contacts?.map((contact, index) => toRow(contact, index + 1, base)) ??
        emptyRows(rowsAtFirst, 1),
      shown: draft ? knownOf(draft.shown, base.columns) : shownAtFirst(base.columns),
    }),
  )
  const companies = useGridCompanies(base.source, state.rows)
  const context = useMemo(() => withCompanies(base, companies), [base, companies])
  const [pasted, setPasted] = useState<{ cells: string[][]; headings: (ColumnKey | null)[] }>()
  const [isRejected, setRejected] = useState(false)
  const toBody = useCallback(
    (row: GridRow) => {
      // A row being sent is locked and not validated again; its body is built from its cells.
      const { status: _status, ...free } = row
      const { values } = checkRow(free, context)
      return row.seen ? toEdit(row.seen, values, context) : toDraft(values, context)
    },
    [context],
  )
  const onConflict = useCallback(
    async (signal: AbortSignal) => {
      const ids = contacts?.map(({ id }) => id) ?? []
      const now = await readContacts(base, ids, signal)
      const seen = new Map(now.map((item) => [item.id, toSeen(item, base)]))
      dispatch({ type: 'fresh', seen })
    },
    [contacts, base],
  )
  const subjectOf = (sent: GridRow[]): JobSubject => {
    const warned = acceptedValues(sent, context)
    return { code: mode === 'edit' ? 'gridEdit' : 'gridCreate', ...(warned > 0 && { warned }) }
  }
  const submission = useGridSubmit({
    context: base,
    started: draft?.order ? { order: draft.order, rows: draft.rows } : null,
    dispatch,
    subjectOf,
    toBody,
    onConflict,
  })
  const { order } = submission
  const { rows, shown } = state
  const isElsewhere = useGridDraft(contacts ? null : source, rows, shown, order)
  const isDirty =
    mode === 'edit' && rows.some((row) => !isBlank(row) && row.status?.kind !== 'done')
  const { onDirtyChange } = props
  useEffect(() => onDirtyChange(isDirty), [isDirty, onDirtyChange])

  const columns = useMemo(
    () => shown.flatMap((key) => context.columns.find((item) => item.key === key) ?? []),
    [shown, context],
  )
  const waiting = rows.filter(isWaiting)
  // What was kept in the rows to be sent, and afterwards in those that were.
  const accepted = useMemo(() => acceptedValues(rows.filter(isCounted), context), [rows, context])
  const known = useKnownContacts(context.source, rows)
  const doubtful = useMemo(() => doubtfulCells(rows, context, known), [rows, context, known])
  const wrong = rows.flatMap((row, index) => {
    const invalidColumns = new Set(checkRow(row, context).issues.map(({ column }) => column))
    return context.columns.flatMap(({ key }) =>
      invalidColumns.has(key) ? [{ row: index, column: key }] : [],
    )
  })

  const focusNext = (among: { row: number; column: ColumnKey }[]) => {
    const isLater = (item: (typeof among)[number]) =>
      item.row > state.active.row ||
      (item.row === state.active.row && shown.indexOf(item.column) + 1 > state.active.col)
    const next = among.find(isLater) ?? among[0]
    if (!next) return
    const all = shown.includes(next.column) ? shown : [...shown, next.column]
    if (all !== shown) dispatch({ type: 'show', columns: all })
    dispatch({ type: 'go', to: { row: next.row, col: all.indexOf(next.column) + 1 } })
  }
  const limit = useRowLimit(source)
  const isOver = limit !== null && waiting.length > limit
  const save = () => {
    setRejected(wrong.length + doubtful.length > 0)
    if (wrong.length > 0) focusNext(wrong)
    else if (doubtful.length > 0) focusNext(doubtful)
    else if (!isElsewhere && !submission.isUnderWay && waiting.length > 0 && !isOver)
      submission.send(mode, waiting)
  }
  const paste = (text: string) => {
    const cells = parseCells(text)
    if (text === '') return
    const headings = cells.length > 1 ? headingsOf(cells[0] ?? [], context.columns) : undefined
    if (headings) setPasted({ cells, headings })
    else dispatch({ type: 'paste', cells })
  }

  return (
    <>
      <GridToolbar
        state={state}
        context={context}
        dispatch={dispatch}
        isRestored={draft !== undefined}
        isUnderWay={submission.isUnderWay}
        onStartOver={() => {
          submission.reset()
          dispatch({ type: 'restart', rows: emptyRows(rowsAtFirst, state.nextKey), shown })
        }}
      />
      {isElsewhere && <Note tone="warning">{t('openElsewhere')}</Note>}
      <div className="contact-grid-scroller border-line bg-surface max-sm:border-y sm:mx-4 sm:rounded sm:border">
        <GridTable
          state={state}
          columns={columns}
          context={context}
          doubtful={doubtful}
          dispatch={dispatch}
          onPaste={paste}
          onSave={save}
          {...props}
        />
      </div>
      <GridCellBar
        state={state}
        columns={columns}
        context={context}
        doubtful={doubtful}
        companies={companies}
        dispatch={dispatch}
        hrefFor={props.hrefFor}
      />
      <GridFooter
        mode={mode}
        rows={rows}
        waiting={waiting.length}
        limit={limit}
        issues={wrong.length}
        doubtful={doubtful}
        accepted={accepted}
        isCompared={mode === 'edit' || canCompare(context.source)}
        isRejected={isRejected}
        submission={submission}
        dispatch={dispatch}
        onNextIssue={() => focusNext(wrong)}
        onNextDoubt={() => focusNext(doubtful)}
        onSave={save}
      />
      {pasted && (
        <GridPasteDialog
          line={pasted.cells[0] ?? []}
          headings={pasted.headings}
          columns={context.columns}
          onClose={() => setPasted(undefined)}
          onTake={(isHeading) => {
            setPasted(undefined)
            if (isHeading)
              dispatch({ type: 'paste', cells: pasted.cells.slice(1), columns: pasted.headings })
            else dispatch({ type: 'paste', cells: pasted.cells })
          }}
        />
      )}
    </>
  )
}

/** Rows that are not left out, blank or refused. */
const isCounted = (row: GridRow): boolean => isWaiting(row) || row.status?.kind === 'done'

/** A field may have been deleted since. */
const knownOf = (shown: string[], columns: GridColumn[]): ColumnKey[] =>
  shown.flatMap((key) => columns.find((column) => column.key === readColumnKey(key))?.key ?? [])

type GridPasteDialogProps = {
  /** The first pasted line, and the columns that match its cells. */
  line: string[]
  headings: (ColumnKey | null)[]
  columns: GridColumn[]
  onClose: () => void
  onTake: (isHeading: boolean) => void
}

/** Asks whether the first line is a header or a contact. */
function GridPasteDialog({ line, headings, columns, onClose, onTake }: GridPasteDialogProps) {
  const { t } = useTranslation('grid')
  const named = columns.filter(({ key }) => headings.includes(key)).map(({ label }) => label)
  const others = line.filter((text, index) => text.trim() !== '' && headings[index] === null)
  return (
    <Modal title={t('paste.title')} closeLabel={t('paste.cancel')} onClose={onClose}>
      <p>{t('paste.named', { names: named.join(', ') })}</p>
      {others.length > 0 && (
        <p className="mt-2 text-warning">{t('paste.others', { names: others.join(', ') })}</p>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('paste.cancel')}</Button>
        <Button onClick={() => onTake(false)}>{t('paste.asRow')}</Button>
        <Button look="primary" data-autofocus onClick={() => onTake(true)}>
          {t('paste.asHeading')}
        </Button>
      </div>
    </Modal>
  )
}
