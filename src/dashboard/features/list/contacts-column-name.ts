import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { fieldOf, type Column, type StandardColumn } from '#dashboard/domain/contact-columns.ts'
import type { ListColumn } from './contacts-columns.ts'

/** The account's fields; asked for where a column shows one, or known since something else did. */
export const useListedFields = (source: string, columns: Column[]) =>
  useQuery({
    ...directoryQueries.fields(source),
    enabled: columns.some(({ id }) => fieldOf(id) !== undefined),
  }).data?.items

/** What the columns of the list are called. */
export function useColumnName(definitions: FieldDefinition[] | undefined) {
  const { t } = useTranslation()
  return ({ id }: ListColumn): string => {
    const field = fieldOf(id)
    if (field === undefined) return t(`attributes.${id as StandardColumn}`) // no field: ours
    // Until the account has told its fields the head stays bare.
    return definitions?.find((d) => d.id === field)?.name ?? (definitions ? String(field) : '')
  }
}
