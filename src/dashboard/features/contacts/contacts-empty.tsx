import { Inbox, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ContactQuery } from '#contract/api/contacts.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'

type Props = {
  query: ContactQuery
  sourceTitle: string
  onQueryChange: (change: Partial<ContactQuery>) => void
}

/** Why there are no rows, and the way on: past the end, no match, or an empty account. */
export function ContactsEmpty({ query, sourceTitle, onQueryChange }: Props) {
  const { t } = useTranslation()
  if (query.page > 1)
    return (
      <StatePanel
        tone="calm"
        icon={<Inbox />}
        title={t('contacts.empty.pastEndTitle')}
        text={t('contacts.empty.pastEndText')}
        action={
          <Button look="primary" onClick={() => onQueryChange({ page: 1 })}>
            {t('contacts.empty.toFirstPage')}
          </Button>
        }
      />
    )
  if (query.search)
    return (
      <StatePanel
        tone="calm"
        icon={<SearchX />}
        title={t('contacts.empty.noMatchTitle')}
        text={t('contacts.empty.noMatchText', { search: query.search })}
        action={
          <Button look="primary" onClick={() => onQueryChange({ search: '' })}>
            {t('contacts.clearSearch')}
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
