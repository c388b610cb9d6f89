import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { suggestionQueries } from './suggestion-queries.ts'

type Props = {
  source: string
  query: ContactsQuery
  /** Whether it follows rows, instead of the state of an empty list. */
  isLine?: boolean
  onSearch: (text: string) => void
}

/**
 * Other searches that find something, where this one finds little. Nothing while they are loaded, and
 * if they cannot be: the list says what there is without them.
 */
export function SuggestedSearches({ source, query, isLine, onSearch }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const { data } = useQuery(suggestionQueries.search(source, query))
  if (!data?.items[0]) return null
  return (
    <div
      role="group"
      aria-label={t('suggestions.title')}
      className="suggestions"
      data-line={isLine}
    >
      <p className="text-quiet">{t('suggestions.title')}</p>
      <ul>
        {data.items.map(({ search, total }) => (
          <li key={search}>
            <button
              type="button"
              className="suggestion"
              onClick={({ currentTarget }) => {
                // The button is about to unmount; the focus moves to the list.
                currentTarget.closest<HTMLElement>('.contacts-scroller')?.focus()
                onSearch(search)
              }}
            >
              {t('suggestions.search', { search })}{' '}
              <span className="text-quiet tabular-nums">{t('suggestions.total', { total })}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
