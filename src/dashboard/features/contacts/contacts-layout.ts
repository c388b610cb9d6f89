import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/fields/directory-queries.ts'
import {
  defaultLayout,
  fieldOf,
  printLayout,
  readLayout,
  type Column,
  type StandardColumn,
} from '#dashboard/lib/contact-columns.ts'

/** The columns of the list by its address, with their names; a change of them goes there, too. */
export function useLayout(
  source: Source,
  text: string | undefined,
  onChange: (change: { columns: string | undefined }) => void,
) {
  const { t } = useTranslation()
  const { knows } = source.capabilities
  const columns = useMemo(() => readLayout(text, knows) ?? defaultLayout(knows), [text, knows])
  const fields = columns.flatMap(({ id }) => fieldOf(id) ?? [])
  const definitions = useQuery({
    ...directoryQueries.fields(source.id),
    enabled: fields.length > 0,
  }).data?.items
  return {
    columns,
    fields,
    columnName: ({ id }: Column): string => {
      const field = fieldOf(id)
      if (field === undefined) return t(`contacts.columns.${id as StandardColumn}`) // no field: ours
      // Until the account has told its fields the head stays bare.
      return definitions?.find((d) => d.id === field)?.name ?? (definitions ? String(field) : '')
    },
    onLayoutChange: (next: Column[]) => {
      const isDefault = printLayout(next) === printLayout(defaultLayout(knows))
      onChange({ columns: isDefault ? undefined : printLayout(next) })
    },
  }
}
