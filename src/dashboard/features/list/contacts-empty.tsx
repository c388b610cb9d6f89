import { Inbox, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { hasFilters } from '#dashboard/domain/contact-filters.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'

type Props = {
  query: ContactsQuery
  sourceTitle: string
  onFirstPage: () => void
  /** Clears the search and every filter. */
  onClear: () => void
}

/** Why there are no rows, and what to do: past the end, no match, or an empty account. */
export function ContactsEmpty({ query, sourceTitle, onFirstPage, onClear }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
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
    )
  return (
    <StatePanel
      tone="calm"
      icon={<Inbox />}
      title={t('contacts.empty.noneTitle')}
      text={t('contacts.empty.noneText', { source: sourceTitle })}
    />
  )
}
