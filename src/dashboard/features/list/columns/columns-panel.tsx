import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foldText } from '#contract/model/search-key.ts'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { fieldOf, type StandardColumn } from '#dashboard/domain/contact-columns.ts'
import { moveColumn } from '#dashboard/features/list/contacts-column-changes.ts'
import {
  shownColumns,
  type ListColumn,
  type ListTable,
} from '#dashboard/features/list/contacts-columns.ts'
import { densities, setDensity, useDensity } from '#dashboard/lib/density.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { Select } from '#dashboard/ui/select.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { ColumnsEntry } from './columns-entry.tsx'

type Props = {
  source: Source
  table: ListTable
  onReset: () => void
}

/** Edits which columns are shown, their order, width and pinning. */
export function ColumnsPanel({ source, table, onReset }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const density = useDensity()
  const [wanted, setWanted] = useState('')
  const [announcement, setAnnouncement] = useState('')
  const panel = useRef<HTMLDivElement>(null)
  const columns = shownColumns(table)
  const order = columns.map(({ id }) => id).join()
  const moved = useRef<string>(undefined)
  // The focused entry was moved: the focus follows it.
  useEffect(() => {
    if (moved.current) panel.current?.querySelector<HTMLElement>(moved.current)?.focus()
    moved.current = undefined
  }, [order])
  const fields = useQuery(directoryQueries.fields(source.id))
  const nameOf = ({ id }: ListColumn): string => {
    const field = fieldOf(id)
    if (field === undefined) return t(`attributes.${id as StandardColumn}`) // a built-in attribute
    return fields.data?.items.find((d) => d.id === field)?.name ?? String(field)
  }
  const all = table.getAllLeafColumns()
  const hidden = all.filter((column) => !column.getIsVisible())
  const fits = (column: ListColumn) => foldText(nameOf(column)).includes(foldText(wanted))
  /** The column beside another one, if they are both pinned or both not. */
  const besideOf = (column: ListColumn, by: 1 | -1): ListColumn | undefined => {
    const other = columns[columns.indexOf(column) + by]
    return other?.getIsPinned() === column.getIsPinned() ? other : undefined
  }

  const move = (column: ListColumn, by: 1 | -1) => {
    const target = besideOf(column, by)
    if (!target) return
    moved.current = `[data-entry="${column.id}"] [data-move="${by}"]`
    moveColumn(table, column, target)
    const position = columns.indexOf(target) + 1
    setAnnouncement(t('columns.movedTo', { name: nameOf(column), position }))
  }
  const toggle = (column: ListColumn) => {
    moved.current = `[data-entry="${column.id}"] input[type=checkbox]`
    column.toggleVisibility()
  }
  return (
    <div ref={panel}>
      <input
        type="text"
        aria-label={t('columns.find')}
        placeholder={t('columns.find')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        className={`${controlLook.line} mb-2`}
      />
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <ul aria-label={t('columns.shown')}>
        {columns.filter(fits).map((column) => (
          <ColumnsEntry
            key={column.id}
            table={table}
            column={column}
            name={nameOf(column)}
            canMoveUp={besideOf(column, -1) !== undefined}
            canMoveDown={besideOf(column, 1) !== undefined}
            onHide={() => toggle(column)}
            onMove={(by) => move(column, by)}
          />
        ))}
      </ul>
      <ul aria-label={t('columns.hidden')} className="mt-2 border-t border-line pt-2">
        {hidden.filter(fits).map((column) => (
          <li key={column.id} data-entry={column.id}>
            <label className="flex items-center gap-2 rounded px-1.5 py-1 hover:bg-sunken">
              <Checkbox checked={false} onChange={() => toggle(column)} />
              <span className="min-w-0 truncate" data-tip={nameOf(column)}>
                {nameOf(column)}
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
        <Button look="quiet" onClick={onReset}>
          {t('columns.reset')}
        </Button>
      </div>
    </div>
  )
}
