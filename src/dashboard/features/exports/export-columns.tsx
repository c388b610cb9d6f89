import { useQuery } from '@tanstack/react-query'
import { GripVertical } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { foldText } from '#contract/model/search-key.ts'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import {
  allColumns,
  fieldOf,
  type ColumnId,
  type StandardColumn,
} from '#dashboard/domain/contact-columns.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { withMoved } from './export-choices.ts'

type Props = {
  source: Source
  /** The columns of the list. */
  shown: ColumnId[]
  columns: ColumnId[]
  onChange: (columns: ColumnId[]) => void
}

/** Which columns a file has and in which order: ticked, and moved by dragging or by arrow keys. */
export function ExportColumns({ source, shown, columns, onChange }: Props) {
  const { t } = useTranslation(['exports', 'translation'])
  const messageFor = useProblemMessages()
  const titleId = useId()
  const [wanted, setWanted] = useState('')
  const [announcement, setAnnouncement] = useState('')
  const fields = useQuery(directoryQueries.fields(source.id))
  const definitions = fields.data?.items ?? []
  const all = allColumns(source.capabilities.knows, definitions)
  const others = all.filter((id) => !columns.includes(id))
  const nameOf = (id: ColumnId): string => {
    const field = fieldOf(id)
    // a built-in attribute
    if (field === undefined) return t(`translation:attributes.${id as StandardColumn}`)
    return definitions.find((one) => one.id === field)?.name ?? String(field)
  }
  const fits = (id: ColumnId) => foldText(nameOf(id)).includes(foldText(wanted))

  const list = useRef<HTMLUListElement>(null)
  const focused = useRef<ColumnId>(undefined)
  const order = columns.join()
  // What was moved keeps the focus.
  useEffect(() => {
    if (focused.current !== undefined)
      list.current?.querySelector<HTMLElement>(`[data-grip="${focused.current}"]`)?.focus()
    focused.current = undefined
  }, [order])
  const move = (id: ColumnId, to: number) => {
    const next = withMoved(columns, columns.indexOf(id), to)
    if (next === columns) return
    focused.current = id
    setAnnouncement(t('columns.movedTo', { name: nameOf(id), position: to + 1 }))
    onChange(next)
  }
  const press = (id: ColumnId) => (event: KeyboardEvent) => {
    const steps: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    move(id, columns.indexOf(id) + step)
  }
  const drag = useRowDrag(list, (id, to) => move(id, to))

  return (
    <div role="group" aria-labelledby={titleId}>
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3">
        <p id={titleId} className="text-meta font-medium text-quiet">
          {t('columns.title', { count: columns.length })}
        </p>
        <div className="flex gap-x-1">
          <Button look="quiet" onClick={() => onChange(shown)}>
            {t('columns.asInList')}
          </Button>
          <Button look="quiet" onClick={() => onChange([...columns, ...others])}>
            {t('columns.all')}
          </Button>
        </div>
      </div>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <div className="rounded border border-line">
        {all.length > 12 && (
          <input
            type="text"
            aria-label={t('columns.find')}
            placeholder={t('columns.find')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className={`${controlLook.line} rounded-b-none border-0 border-b`}
          />
        )}
        <div className="max-h-64 overflow-auto py-1">
          <ul ref={list} aria-label={t('columns.inFile')}>
            {columns.filter(fits).map((id) => (
              <li
                key={id}
                data-row={id}
                className="flex items-center gap-1 px-2 data-dragged:bg-tint hover:bg-sunken"
              >
                <ColumnTick
                  name={nameOf(id)}
                  isTicked
                  isOff={columns.length === 1}
                  onTick={() => onChange(columns.filter((other) => other !== id))}
                />
                <button
                  type="button"
                  hidden={wanted !== ''}
                  data-grip={id}
                  data-tip=""
                  aria-label={t('columns.move', { name: nameOf(id) })}
                  onKeyDown={press(id)}
                  onPointerDown={(event) => drag(event, id)}
                  className="inline-flex size-7 shrink-0 cursor-grab [&[hidden]]:hidden touch-none items-center justify-center rounded text-quiet hover:text-ink pointer-coarse:size-11"
                >
                  <GripVertical aria-hidden className="size-4" />
                </button>
              </li>
            ))}
          </ul>
          <ul
            aria-label={t('columns.others')}
            className="mt-1 border-t border-line pt-1 empty:hidden"
          >
            {others.filter(fits).map((id) => (
              <li key={id} className="px-2 hover:bg-sunken">
                <ColumnTick
                  name={nameOf(id)}
                  isTicked={false}
                  onTick={() => onChange([...columns, id])}
                />
              </li>
            ))}
          </ul>
          {!fields.data && (
            <p className="px-2 py-1 text-quiet">
              {fields.isError ? messageFor(fields.error).text : t('columns.loading')}
            </p>
          )}
        </div>
      </div>
    </div>
  )
}

function ColumnTick(props: {
  name: string
  isTicked: boolean
  isOff?: boolean
  onTick: () => void
}) {
  const { name, isTicked, isOff = false, onTick } = props
  return (
    <label className="flex min-h-7 min-w-0 flex-1 items-center gap-2 pointer-coarse:min-h-11">
      <Checkbox checked={isTicked} disabled={isOff} onChange={onTick} />
      <span className="min-w-0 truncate" data-tip={name}>
        {name}
      </span>
    </label>
  )
}

/** Moves a row while its handle is dragged, by mouse, pen or finger. */
function useRowDrag(
  list: React.RefObject<HTMLUListElement | null>,
  onMove: (id: ColumnId, to: number) => void,
) {
  return (event: PointerEvent<HTMLElement>, id: ColumnId) => {
    const handle = event.currentTarget
    const row = handle.closest<HTMLElement>('[data-row]')
    if (!row || event.button !== 0) return
    const rows = [...(list.current?.children ?? [])]
    const middles = rows.map((one) => {
      const { top, height } = one.getBoundingClientRect()
      return top + height / 2
    })
    const start = rows.indexOf(row)
    let to = start
    const follow = ({ clientY }: { clientY: number }) => {
      const before = middles.filter((middle, index) => index !== start && middle < clientY).length
      to = before
      for (const [index, one] of rows.entries())
        one.toggleAttribute('data-dragged', index === start || (index === to && to !== start))
    }
    const end = ({ type }: { type: string }) => {
      handle.removeEventListener('pointermove', follow)
      handle.removeEventListener('pointerup', end)
      handle.removeEventListener('pointercancel', end)
      for (const one of rows) one.removeAttribute('data-dragged')
      if (type === 'pointerup' && to !== start) onMove(id, to)
    }
    handle.setPointerCapture?.(event.pointerId)
    handle.addEventListener('pointermove', follow)
    handle.addEventListener('pointerup', end)
    handle.addEventListener('pointercancel', end)
  }
}
