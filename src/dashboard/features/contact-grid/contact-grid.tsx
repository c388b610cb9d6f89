import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { checkRow } from './grid-checking.ts'
import { headingsOf, parseCells } from './grid-clipboard.ts'
import { shownAtFirst, type ColumnKey, type GridColumn, type GridContext } from './grid-columns.ts'
import { toDraft } from './grid-drafting.ts'
import { GridFooter } from './grid-footer.tsx'
import { keptGrids } from './grid-kept.ts'
import { GridPasteDialog } from './grid-paste-dialog.tsx'
import { isBlank, isLocked, type GridRow } from './grid-rows.ts'
import { useSending } from './grid-sending.ts'
import { beginGrid, emptyRows } from './grid-model.ts'
import { reduceGrid } from './grid-state.ts'
import { GridStrip } from './grid-strip.tsx'
import { GridTable } from './grid-table.tsx'
import { GridToolbar } from './grid-toolbar.tsx'

export type ContactGridProps = {
  hrefFor: (id: number) => string
  onOpen: (id: number) => void
}

const rowsAtFirst = 10

/** Many contacts at once: typed or pasted, checked cell by cell, sent as one job. */
export function ContactGrid({ context, ...props }: ContactGridProps & { context: GridContext }) {
  const { t } = useTranslation('grid')
  const source = context.source.id
  const [kept] = useState(() => keptGrids.read(source, Date.now()))
  const [state, dispatch] = useReducer(reduceGrid, undefined, () =>
    beginGrid({
      rows: kept?.rows ?? emptyRows(rowsAtFirst, 1),
      shown: kept ? knownOf(kept.shown, context.columns) : shownAtFirst(context.columns),
    }),
  )
  const [pasted, setPasted] = useState<{ cells: string[][]; headings: (ColumnKey | null)[] }>()
  const [isRefused, setRefused] = useState(false)
  const toBody = useCallback(
    (row: GridRow) => {
      // A row on its way is locked and no longer checked; its body is made of what it says.
      const { fate: _fate, ...free } = row
      return toDraft(checkRow(free, context).inputs, context)
    },
    [context],
  )
  const sending = useSending({
    context,
    begun: kept?.order ?? null,
    dispatch,
    title: t('jobTitle'),
    toBody,
  })
  const { order } = sending
  const { rows, shown } = state
  useKept(source, rows, shown, order)

  const columns = useMemo(
    () => shown.flatMap((key) => context.columns.find((one) => one.key === key) ?? []),
    [shown, context],
  )
  const waiting = rows.filter((row) => !isBlank(row) && !isLocked(row))
  const wrong = rows.flatMap((row, at) => {
    const places = new Set(checkRow(row, context).faults.map(({ column }) => column))
    return context.columns.flatMap(({ key }) => (places.has(key) ? [{ row: at, column: key }] : []))
  })

  const toNextFault = () => {
    const isLater = (one: (typeof wrong)[number]) =>
      one.row > state.at.row ||
      (one.row === state.at.row && shown.indexOf(one.column) + 1 > state.at.col)
    const next = wrong.find(isLater) ?? wrong[0]
    if (!next) return
    const all = shown.includes(next.column) ? shown : [...shown, next.column]
    if (all !== shown) dispatch({ type: 'show', columns: all })
    dispatch({ type: 'go', to: { row: next.row, col: all.indexOf(next.column) + 1 } })
  }
  const save = () => {
    setRefused(wrong.length > 0)
    if (wrong.length > 0) toNextFault()
    else if (!sending.isUnderWay && waiting.length > 0) sending.send('create', waiting)
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
        isKept={kept !== undefined}
        isUnderWay={sending.isUnderWay}
        onStartAnew={() => {
          sending.forget()
          dispatch({ type: 'begin', rows: emptyRows(rowsAtFirst, state.nextKey), shown })
        }}
      />
      <div className="contact-grid-scroller border-y border-line bg-surface">
        <GridTable
          state={state}
          columns={columns}
          context={context}
          dispatch={dispatch}
          onPaste={paste}
          onSave={save}
          {...props}
        />
      </div>
      <GridStrip state={state} columns={columns} context={context} />
      <GridFooter
        rows={rows}
        waiting={waiting.length}
        faults={wrong.length}
        isRefused={isRefused && wrong.length > 0}
        sending={sending}
        onNextFault={toNextFault}
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

/** An account may have lost a field since. */
const knownOf = (shown: string[], columns: GridColumn[]): ColumnKey[] =>
  shown.flatMap((key) => columns.find((column) => column.key === key)?.key ?? [])

const pause = 300 // milliseconds: a thousand rows are not written at every letter

/** What is not done yet survives a reload, and a walk to another page. */
function useKept(
  source: string,
  rows: GridRow[],
  shown: ColumnKey[],
  order: ReturnType<typeof useSending>['order'],
) {
  const keep = useRef(() => {})
  useLayoutEffect(() => {
    keep.current = () => {
      const isOpen = rows.some((row) => !isBlank(row) && row.fate?.kind !== 'done')
      if (isOpen) keptGrids.write(source, { at: Date.now(), rows, shown, order })
      else keptGrids.remove(source)
    }
  })
  useEffect(() => {
    const timer = setTimeout(() => keep.current(), pause)
    return () => clearTimeout(timer)
  }, [source, rows, shown, order])
  useEffect(() => {
    const leave = () => keep.current()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
}
