import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { fieldOf, type Column, type StandardColumn } from '#dashboard/domain/contact-columns.ts'
import type { ListColumn } from './contacts-columns.ts'

/** The account's field definitions; requested if a column shows a field, or already cached. */
export const useListedFields = (source: string, columns: Column[]) =>
  useQuery({
    ...directoryQueries.fields(source),
    enabled: columns.some(({ id }) => fieldOf(id) !== undefined),
  }).data?.items

/** The display names of the list's columns. */
export function useColumnName(definitions: FieldDefinition[] | undefined) {
  const { t } = useTranslation()
  return ({ id }: ListColumn): string => {
    const field = fieldOf(id)
    if (field === undefined) return t(`attributes.${id as StandardColumn}`) // no field: ours
    // The header is empty until the account's fields are loaded.
    return definitions?.find((d) => d.id === field)?.name ?? (definitions ? String(field) : '')
  }
}
