import { useTranslation } from 'react-i18next'
import type { ContactQuery } from '#contract/api/contacts.ts'
import type { Sort } from '#contract/api/sort.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { SearchBox } from '#dashboard/ui/search-box.tsx'
import { Select } from '#dashboard/ui/select.tsx'

type Props = {
  query: ContactQuery
  capabilities: Capabilities
  onQueryChange: (change: Partial<ContactQuery>) => void
}

export function ContactsToolbar({ query, capabilities, onQueryChange }: Props) {
  const { t } = useTranslation()
  const sorts = capabilities.sorts.flatMap((field): Sort[] => [field, `-${field}`])
  return (
    <div className="flex flex-wrap items-center gap-2">
      {capabilities.search && (
        <SearchBox
          label={t('contacts.search')}
          placeholder={t('contacts.searchHint')}
          clearLabel={t('contacts.clearSearch')}
          value={query.search}
          maxLength={200} // what the proxy takes
          onSearch={(search) => onQueryChange({ search, page: 1 })}
        />
      )}
      {sorts.length > 0 && query.sort && (
        <div className="sm:ml-auto">
          <Select
            label={t('contacts.sortBy')}
            value={query.sort}
            options={sorts.map((value) => ({ value, text: t(`contacts.sorts.${value}`) }))}
            onChange={(value) => onQueryChange({ sort: value, page: 1 })}
          />
        </div>
      )}
    </div>
  )
}
