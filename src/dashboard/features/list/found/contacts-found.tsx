import { useLayoutEffect, useMemo } from 'react'
import type { SearchMatch } from '#contract/api/contacts.ts'
import type { Column } from '#dashboard/domain/contact-columns.ts'
import {
  useColumnName,
  useListedFields,
  type CellContext,
} from '#dashboard/features/list/contacts-columns.ts'
import { foundCells } from './found-cells.tsx'

export type FoundProps = {
  source: string
  columns: Column[]
  matches: SearchMatch[] | undefined
  /** A function that React would call, so one that returns it. */
  onDraw: (draw: () => CellContext['draw']) => void
}

/** Makes the cells of the list show where the search matches. Renders nothing itself. */
export function ContactsFound({ source, columns, matches, onDraw }: FoundProps) {
  const named = useMemo(
    () => [...columns, ...(matches ?? []).map(({ attribute }) => ({ id: attribute }))],
    [columns, matches],
  )
  const nameOf = useColumnName(useListedFields(source, named))
  const draw = useMemo(
    () =>
      matches &&
      foundCells(
        matches,
        columns.map(({ id }) => id),
        (id) => nameOf({ id }),
      ),
    [matches, columns, nameOf],
  )
  // Before the rows are painted.
  useLayoutEffect(() => {
    onDraw(() => draw)
    return () => onDraw(() => undefined)
  }, [draw, onDraw])
  return null
}
