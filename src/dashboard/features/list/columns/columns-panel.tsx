import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foldText } from '#contract/model/search-key.ts'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import {
  allColumns,
  fieldOf,
  pinnedFirst,
  type Column,
  type ColumnId,
  type StandardColumn,
} from '#dashboard/domain/contact-columns.ts'
import { densities, setDensity, useDensity } from '#dashboard/lib/density.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import { ColumnsEntry } from './columns-entry.tsx'

type Props = {
  source: Source
  columns: Column[]
  onChange: (columns: Column[] | undefined) => void
}

/** Edits which columns are shown, their order, width and pinning. */
export function ColumnsPanel({ source, columns, onChange }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const density = useDensity()
  const [wanted, setWanted] = useState('')
  const [announcement, setAnnouncement] = useState('')
  const panel = useRef<HTMLDivElement>(null)
  const moved = useRef<string>(undefined)
  // The focused entry was moved: the focus follows it.
  useEffect(() => {
    if (moved.current) panel.current?.querySelector<HTMLElement>(moved.current)?.focus()
    moved.current = undefined
  }, [columns])
  const fields = useQuery(directoryQueries.fields(source.id))
  const nameOf = (id: ColumnId): string => {
    const field = fieldOf(id)
    if (field === undefined) return t(`attributes.${id as StandardColumn}`) // a built-in attribute
    return fields.data?.items.find((d) => d.id === field)?.name ?? String(field)
  }
  const all = allColumns(source.capabilities.knows, fields.data?.items ?? [])
  const hidden = all.filter((id) => !columns.some((c) => c.id === id))
  const fits = (id: ColumnId) => foldText(nameOf(id)).includes(foldText(wanted))

  const move = (id: ColumnId, by: 1 | -1) => {
    const from = columns.findIndex((c) => c.id === id)
    const column = columns[from]
    const target = columns[from + by]
    if (!column || !target || Boolean(target.isPinned) !== Boolean(column.isPinned)) return
    const next = columns.toSpliced(from, 1).toSpliced(from + by, 0, column)
    moved.current = `[data-entry="${id}"] [data-move="${by}"]`
    onChange(next)
    setAnnouncement(t('columns.movedTo', { name: nameOf(id), position: from + by + 1 }))
  }
  const toggle = (id: ColumnId, next: Column[]) => {
    moved.current = `[data-entry="${id}"] input[type=checkbox]`
    onChange(next)
  }
  const change = (id: ColumnId, to: Partial<Column>) =>
    onChange(pinnedFirst(columns.map((c) => (c.id === id ? { ...c, ...to } : c))))
  return (
    <div ref={panel} className="w-96 max-w-full max-sm:w-auto">
      {all.length > 12 && (
        <input
          type="text"
          aria-label={t('columns.find')}
          placeholder={t('columns.find')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="mb-2 h-control w-full rounded border border-strong bg-surface px-2.5 placeholder:text-quiet"
        />
      )}
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <ul aria-label={t('columns.shown')}>
        {columns
          .filter(({ id }) => fits(id))
          .map((column) => {
            const index = columns.indexOf(column)
            const isSame = (other: Column | undefined) =>
              other !== undefined && Boolean(other.isPinned) === Boolean(column.isPinned)
            return (
              <ColumnsEntry
                key={column.id}
                column={column}
                name={nameOf(column.id)}
                isFixed={column.id === 'name'}
                canMoveUp={isSame(columns[index - 1])}
                canMoveDown={isSame(columns[index + 1])}
                onHide={() =>
                  toggle(
                    column.id,
                    columns.filter((c) => c !== column),
                  )
                }
                onMove={(by) => move(column.id, by)}
                onChange={(to) => change(column.id, to)}
              />
            )
          })}
      </ul>
      <ul aria-label={t('columns.hidden')} className="mt-2 border-t border-line pt-2">
        {hidden.filter(fits).map((id) => (
          <li key={id} data-entry={id}>
            <label className="flex items-center gap-2 rounded px-1.5 py-1 hover:bg-sunken">
              <input
                type="checkbox"
                checked={false}
                onChange={() => toggle(id, [...columns, { id }])}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 truncate" title={nameOf(id)}>
                {nameOf(id)}
              </span>
            </label>
          </li>
        ))}
        {!fields.data && (
          <li className="px-1.5 py-1 text-quiet">
            {fields.isError ? messageFor(fields.error).text : t('filters.loading')}
          </li>
        )}
      </ul>
      <div className="sticky -bottom-3 -mx-3 mt-2 -mb-3 flex flex-wrap items-center justify-between gap-2 border-t border-line bg-surface px-3 py-2">
        <Select
          label={t('columns.density')}
          isLabelShown
          value={density}
          options={densities.map((value) => ({ value, text: t(`columns.densities.${value}`) }))}
          onChange={setDensity}
        />
        <Button look="quiet" onClick={() => onChange(undefined)}>
          {t('columns.reset')}
        </Button>
      </div>
    </div>
  )
}
