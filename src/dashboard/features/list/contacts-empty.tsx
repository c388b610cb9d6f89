import { Inbox, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { hasFilters } from '#dashboard/domain/contact-filters.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { Part } from './contacts-header.tsx'
import { FilterPending } from './mirror/filter-pending.tsx'
import { SuggestedSearches } from './suggestions/suggestion-part.ts'
import { canSuggest } from './suggestions/suggestion-rules.ts'

type Props = {
  query: ContactsQuery
  source: Source
  /** Whether the filters have to wait for the local copy of the source. */
  isPending: boolean
  /** Searches for something else. */
  onSearch: (text: string) => void
  onFirstPage: () => void
  /** Clears the search and every filter. */
  onClear: () => void
}

/** Why there are no rows, and what to do: not yet, past the end, no match, or an empty account. */
export function ContactsEmpty({ query, source, isPending, onFirstPage, onClear, onSearch }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  if (isPending) return <FilterPending source={source.id} onClear={onClear} />
  if (query.page > 1)
    return (
      <StatePanel
        tone="calm"
        icon={<Inbox />}
        title={t('contacts.empty.pastEndTitle')}
        text={t('contacts.empty.pastEndText')}
        action={
          <Button look="primary" onClick={onFirstPage}>
            {t('contacts.empty.toFirstPage')}
          </Button>
        }
      />
    )
  const isFiltered = hasFilters(query.filters)
  if (query.search || isFiltered)
    return (
      <>
        <StatePanel
          tone="calm"
          icon={<SearchX />}
          title={t('contacts.empty.noMatchTitle')}
          text={
            isFiltered
              ? t('contacts.empty.noMatchFilters')
              : t('contacts.empty.noMatchText', { search: query.search })
          }
          action={
            <Button onClick={onClear}>
              {isFiltered ? t('contacts.clearFilters') : t('contacts.clearSearch')}
            </Button>
          }
        />
        {canSuggest(query, source) && (
          <Part>
            <SuggestedSearches source={source.id} query={query} onSearch={onSearch} />
          </Part>
        )}
      </>
    )
  return (
    <StatePanel
      tone="calm"
      icon={<Inbox />}
      title={t('contacts.empty.noneTitle')}
      text={t('contacts.empty.noneText', { source: source.title })}
    />
  )
}
