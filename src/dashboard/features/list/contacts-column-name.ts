import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { fieldOf, type Column, type StandardColumn } from '#dashboard/domain/contact-columns.ts'

/** The names of columns; the account's fields are loaded only if one of them is shown. */
export function useColumnName(source: string, columns: Column[]) {
  const { t } = useTranslation()
  const definitions = useQuery({
    ...directoryQueries.fields(source),
    enabled: columns.some(({ id }) => fieldOf(id) !== undefined),
  }).data?.items
  return ({ id }: Column): string => {
    const field = fieldOf(id)
    if (field === undefined) return t(`contacts.columns.${id as StandardColumn}`) // no field: ours
    // The header stays empty until the account's fields are loaded.
    return definitions?.find((d) => d.id === field)?.name ?? (definitions ? String(field) : '')
  }
}
