import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { contactLink, fromList } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { ContactArticle } from './contact-article.tsx'
import { ContactLoaded } from './contact-loaded.tsx'
import { contactQueries } from './contact-queries.ts'
import { contactSearchDefaults, type ContactSearch } from './contact-search.ts'

type Props = {
  source: Source
  id: number
  onClose: () => void
  /** Called when the link to the contact's page is followed. */
  onOpen: () => void
}

/** A contact beside the list, which stays usable. */
export function ContactPanel({ source, id, onClose, onOpen }: Props) {
  const { t } = useTranslation(['translation', 'contact'])
  const contact = useQuery(contactQueries.detail(source.id, id))
  const [search, setSearch] = useState<ContactSearch>(contactSearchDefaults)
  return (
    <aside
      aria-label={t('contact.panel')}
      className="flex min-h-0 w-120 shrink-0 flex-col border-l border-line bg-page max-lg:fixed max-lg:inset-0 max-lg:z-20 max-lg:w-auto max-lg:border-l-0"
    >
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-2">
        <TextLink
          {...contactLink(source.id, id)}
          state={fromList}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
            onOpen()
          }}
        >
          {t('contact.openPage')}
        </TextLink>
        <Button look="quiet" className="px-2" onClick={onClose}>
          <X aria-hidden className="size-4" />
          {t('contact.closePanel')}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-4 pb-6">
        <ContactLoaded contact={contact} id={id}>
          {(detail) => (
            <ContactArticle
              source={source}
              contact={detail}
              readAt={contact.dataUpdatedAt}
              search={search}
              onSearchChange={setSearch}
              isPanel
            />
          )}
        </ContactLoaded>
      </div>
    </aside>
  )
}
