import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { fieldOf, type Column, type StandardColumn } from '#dashboard/domain/contact-columns.ts'

/** Labels of the list's columns; field definitions are loaded if a custom field is shown. */
export function useColumnName(source: string, columns: Column[]) {
  const { t } = useTranslation()
  const definitions = useQuery({
    ...directoryQueries.fields(source),
    enabled: columns.some(({ id }) => fieldOf(id) !== undefined),
  }).data?.items
  return ({ id }: Column): string => {
    const field = fieldOf(id)
    if (field === undefined) return t(`attributes.${id as StandardColumn}`) // a built-in attribute
    // The header is empty until the field definitions are loaded.
    return definitions?.find((d) => d.id === field)?.name ?? (definitions ? String(field) : '')
  }
}
