import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { maxCompanyName, type FoundCompany } from '#contract/api/companies.ts'
import type { Source } from '#contract/api/sources.ts'
import { foldText } from '#contract/model/search-key.ts'
import { companyQueries } from '#dashboard/domain/company-queries.ts'
import type { GridColumn, GridContext } from './grid-columns.ts'
import { isWaiting, textAt, type GridRow } from './grid-rows.ts'

const maxAsked = 8 // names that are looked up at once

/** What is known of a name in the column of companies. */
export type NamedCompanies = {
  state: 'loading' | 'failed' | 'known'
  /** Those of this name. */
  equal: FoundCompany[]
  /** Others that were found by it. */
  similar: FoundCompany[]
  /** Whether the source has more than those: one of them may have this name as well. */
  hasMore: boolean
}

/** A cell with a number, alone or behind a name, needs no look-up. */
export const isNumbered = (text: string): boolean => /(?:^|\s)#\d{1,15}$/.test(text)

const namesIn = (rows: readonly GridRow[]): string[] => {
  const texts = rows
    .filter(isWaiting)
    .filter((row) => textAt(row, 'company') !== (row.seen?.texts['company'] ?? ''))
    .map((row) => textAt(row, 'company').trim())
  return [...new Set(texts)].filter(
    (text) => text !== '' && text.length <= maxCompanyName && !isNumbered(text),
  )
}

/** The companies that the cells of a grid name, looked up a few at a time. */
export function useGridCompanies(
  { id, capabilities }: Source,
  rows: readonly GridRow[],
): ReadonlyMap<string, NamedCompanies> {
  const names = useMemo(
    () => (capabilities.companies ? namesIn(rows) : []),
    [capabilities.companies, rows],
  )
  const client = useQueryClient()
  const isAsked = (name: string) => {
    const state = client.getQueryState(companyQueries.search(id, name).queryKey)
    return state !== undefined && state.status !== 'pending'
  }
  const answered = names.filter(isAsked).length
  return useQueries({
    queries: names.map((name, index) => ({
      ...companyQueries.search(id, name),
      staleTime: Infinity,
      enabled: index < answered + maxAsked,
    })),
    combine: (found) =>
      new Map(
        found.map(({ data, status }, index): [string, NamedCompanies] => {
          const name = names[index] ?? ''
          const items = data?.items ?? []
          const isEqual = (company: FoundCompany) => foldText(company.name ?? '') === foldText(name)
          const states = { pending: 'loading', error: 'failed', success: 'known' } as const
          return [
            name,
            {
              state: states[status],
              equal: items.filter(isEqual),
              similar: items.filter((company) => !isEqual(company)),
              hasMore: data?.hasMore ?? false,
            },
          ]
        }),
      ),
  })
}

/**
 * The context in which names of companies are read: only a name that one company has, and no other that
 * the source may have, is that company.
 */
export function withCompanies(
  context: GridContext,
  companies: ReadonlyMap<string, NamedCompanies>,
): GridContext {
  const options = [...companies].flatMap(([name, { equal, hasMore }], index) => {
    const known = equal.map((company) => ({
      id: company.id,
      label: company.name ?? name,
      code: null,
    }))
    // A second one, which no company is, makes it ambiguous.
    return hasMore && known[0] ? [...known, { ...known[0], id: -1 - index }] : known
  })
  if (options.length === 0) return context
  const unique = [...new Map(options.map((option) => [option.id, option])).values()]
  const columns = context.columns.map((column): GridColumn =>
    column.key === 'company'
      ? { ...column, attribute: { ...column.attribute, options: unique } }
      : column,
  )
  return { ...context, columns }
}
