import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { fieldOf, type Column, type StandardColumn } from '#dashboard/domain/contact-columns.ts'

/** What the columns of the list are called; the account's fields are asked for where one is shown. */
export function useColumnName(source: string, columns: Column[]) {
  const { t } = useTranslation()
  const definitions = useQuery({
    ...directoryQueries.fields(source),
    enabled: columns.some(({ id }) => fieldOf(id) !== undefined),
  }).data?.items
  return ({ id }: Column): string => {
    const field = fieldOf(id)
    if (field === undefined) return t(`attributes.${id as StandardColumn}`) // no field: ours
    // Until the account has told its fields the head stays bare.
    return definitions?.find((d) => d.id === field)?.name ?? (definitions ? String(field) : '')
  }
}
