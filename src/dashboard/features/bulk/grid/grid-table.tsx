import type { ValueKindName } from '#contract/model/value.ts'
import { useCallback, useLayoutEffect, useRef, type Dispatch, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { EditorEnd } from './grid-choice-editor.tsx'
import { isEditor, useClipboard } from './grid-clipboard-events.ts'
import type { GridColumn, GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { actionOf } from './grid-keys.ts'
import type { DoubtfulCell } from '#dashboard/features/bulk/sheet/grid-doubts.ts'
import { useDoubtWords } from './grid-doubt-line.tsx'
import { GridRow } from './grid-row.tsx'
import { rangeOf, type GridState } from '#dashboard/features/bulk/sheet/grid-model.ts'
import { targetOf, type RowTarget } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'

type Props = {
  state: GridState
  /** The shown columns, in order. */
  columns: GridColumn[]
  context: GridContext
  doubtful: readonly DoubtfulCell[]
  dispatch: Dispatch<GridAction>
  hrefFor: (target: RowTarget) => string
  onOpen: (target: RowTarget) => void
  onPaste: (text: string) => void
  onSave: () => void
}

/** The grid: keyboard and pointer navigation, copy and paste. */
export function GridTable(props: Props) {
  const { state, columns, context, dispatch, hrefFor } = props
  const { t } = useTranslation('grid')
  const box = useRef<HTMLTableElement>(null)
  const isLeaving = useRef(false)
  const now = useRef(props)
  useLayoutEffect(() => {
    now.current = props
  })
  const { active, editing, focus } = state
  useLayoutEffect(() => {
    if (focus === 0 || editing) return
    const cell = cellAt(box.current, active.row, active.col)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [active, editing, focus])
  useClipboard(box, now)

  // Stable, so that a row re-renders only for its own changes.
  const onEnd = useCallback(
    (end: EditorEnd) => {
      if (end.kind === 'leave') dispatch({ type: 'leave' })
      else if (end.kind === 'paste') {
        dispatch({ type: 'leave' })
        now.current.onPaste(end.text)
      } else {
        dispatch({ type: 'write', text: end.text, move: end.move })
        if (end.isSaved) setTimeout(() => now.current.onSave()) // once the text is in its cell
      }
    },
    [dispatch],
  )

  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'Tab' && isLeaving.current) return
    isLeaving.current = false
    const action = actionOf(event, state)
    if (!action) return
    event.preventDefault()
    switch (action.type) {
      case 'save':
        return props.onSave()
      case 'open': {
        const row = state.rows[active.row]
        const target = row && targetOf(row, context.source.capabilities.search)
        return target && props.onOpen(target)
      }
      case 'out':
        isLeaving.current = true
        return undefined
      case 'go':
      case 'edit':
      case 'clear':
      case 'fill':
      case 'undo':
        return dispatch(action)
    }
  }

  const point = (event: PointerEvent, isRange: boolean) => {
    const to = placeOf(event.target)
    if (to) dispatch({ type: 'go', to, isRange })
  }
  const range = rangeOf(state)
  const words = useDoubtWords()
  /** As one text, so that a row renders again only when it changes. */
  const doubts = new Map<number, string>()
  for (const { row, column, doubts: own } of props.doubtful) {
    const line = `${column}\t${own.map(words).join(' ')}`
    doubts.set(row, doubts.has(row) ? `${doubts.get(row)}\n${line}` : line)
  }
  return (
    <table
      ref={box}
      role="grid"
      aria-label={t('grid')}
      aria-describedby="grid-help"
      aria-multiselectable
      aria-rowcount={state.rows.length + 1}
      aria-colcount={columns.length + 1}
      style={{ '--grid-columns': tracks(columns) }}
      className="block w-max min-w-full text-table"
      onKeyDown={press}
      onBlur={() => {
        isLeaving.current = false
      }}
      onPointerDown={(event) => {
        if (isEditor(event.target) || event.button !== 0) return
        if (!(event.target instanceof Element && event.target.closest('a'))) event.preventDefault()
        const to = placeOf(event.target)
        const isHere = to && to.row === active.row && to.col === active.col
        // On touch, tapping the active cell opens its editor.
        if (isHere && event.pointerType === 'touch') dispatch({ type: 'edit', initialText: null })
        else point(event, event.shiftKey)
      }}
      onPointerOver={(event) => {
        if (event.pointerType === 'mouse' && event.buttons === 1 && !isEditor(event.target))
          point(event, true)
      }}
      onDoubleClick={(event) => {
        if (!isEditor(event.target)) dispatch({ type: 'edit', initialText: null })
      }}
    >
      <thead role="rowgroup" className="sticky top-0 z-2 block bg-surface">
        <tr role="row" aria-rowindex={1} className="contact-grid-row border-b border-strong">
          <th
            role="columnheader"
            aria-colindex={1}
            className={`${headLook} sticky left-0 bg-surface`}
          >
            {t('rowHead')}
          </th>
          {columns.map(({ key, label }, index) => (
            <th key={key} role="columnheader" aria-colindex={index + 2} className={headLook}>
              <span className="truncate" data-tip={label}>
                {label}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block">
        {state.rows.map((row, index) => {
          const isIn = index >= range.top && index <= range.bottom
          return (
            <GridRow
              key={row.key}
              row={row}
              index={index}
              columns={columns}
              context={context}
              doubts={doubts.get(index) ?? ''}
              activeColumn={index === active.row ? active.col : -1}
              left={isIn ? range.left : 0}
              right={isIn ? range.right : -1}
              editing={index === active.row ? editing : null}
              onEnd={onEnd}
              hrefFor={hrefFor}
            />
          )
        })}
      </tbody>
    </table>
  )
}

const headLook =
  'flex min-w-0 items-center border-r border-line px-2 text-start text-meta font-medium text-quiet'

/** Width in pixels by column type; the last column takes the rest. */
function tracks(columns: GridColumn[]): string {
  const widths = columns.map(({ attribute, key }) =>
    key === 'name' ? 200 : (narrow[attribute.kind] ?? 176),
  )
  const all = widths.map((width) => `${width}px`)
  return ['var(--grid-head)', ...all.slice(0, -1), `minmax(${widths.at(-1) ?? 176}px, 1fr)`].join(
    ' ',
  )
}
const narrow: Partial<Record<ValueKindName, number>> = { number: 120, flag: 100, date: 120 }

const cellAt = (table: HTMLElement | null, row: number, col: number) =>
  table?.querySelector<HTMLElement>(`[data-row="${row}"] > [data-col="${col}"]`)

function placeOf(target: EventTarget) {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-col]') : null
  const row = cell?.closest<HTMLElement>('[data-row]')
  return cell && row
    ? { row: Number(row.dataset['row']), col: Number(cell.dataset['col']) }
    : undefined
}
