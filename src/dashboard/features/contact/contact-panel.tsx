import { useQuery } from '@tanstack/react-query'
import { Pencil, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { contactLink, editContactLink, fromList } from '#dashboard/domain/links.ts'
import { LinkButton, TextLink } from '#dashboard/ui/link-button.tsx'
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
        <span className="flex items-center gap-1">
          {source.capabilities.writes?.edit && (
            <LinkButton look="quiet" {...editContactLink(source.id, id)} state={fromList}>
              <Pencil aria-hidden className="size-4 text-quiet" />
              {t('contact.edit')}
            </LinkButton>
          )}
          <IconButton label={t('contact.closePanel')} icon={<X aria-hidden />} onClick={onClose} />
        </span>
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
