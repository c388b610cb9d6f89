import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { maxSearchLength } from '#contract/api/contacts.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import type { Sort } from '#contract/api/sort.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { SearchBox } from '#dashboard/ui/search-box.tsx'
import { Select } from '#dashboard/ui/select.tsx'

type Props = {
  query: ContactsQuery
  capabilities: Capabilities
  onSearch: (search: string) => void
  onSort: (sort: Sort) => void
  /** The filter bar, and the menus of views and columns. */
  filters: ReactNode
  setUp: ReactNode
}

export function ContactsToolbar({ query, capabilities, onSearch, onSort, filters, setUp }: Props) {
  const { t } = useTranslation()
  const sorts = capabilities.sorts.flatMap((field): Sort[] => [field, `-${field}`])
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      {capabilities.search && (
        <SearchBox
          label={t('contacts.search')}
          placeholder={t('contacts.searchHint')}
          clearLabel={t('contacts.clearSearch')}
          value={query.search}
          maxLength={maxSearchLength}
          onSearch={(text) => onSearch(cleanText(text))}
        />
      )}
      {filters}
      <div className="flex flex-wrap items-center gap-2 max-sm:contents sm:ml-auto">
        {setUp}
        {sorts.length > 0 && query.sort && (
          <Select
            label={t('contacts.sortBy')}
            value={query.sort}
            options={sorts.map((value) => ({ value, text: t(`contacts.sorts.${value}`) }))}
            onChange={onSort}
          />
        )}
      </div>
    </div>
  )
}
