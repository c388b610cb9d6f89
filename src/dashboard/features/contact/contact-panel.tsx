import { useQuery } from '@tanstack/react-query'
import { Pencil, X } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { contactLink, editContactLink, fromList } from '#dashboard/domain/links.ts'
import { LinkButton, TextLink } from '#dashboard/ui/link-button.tsx'
import { PanelResizer } from '#dashboard/ui/panel-resizer.tsx'
import { SidePanel } from '#dashboard/ui/side-panel.tsx'
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
  /** Content of other features, shown below the linked entities. */
  renderBeside?: (contact: ContactDetail) => ReactNode
}

/** A contact beside the list, or over it where there is no room for both. */
export function ContactPanel({ source, id, onClose, onOpen, renderBeside }: Props) {
  const { t } = useTranslation(['translation', 'contact'])
  const contact = useQuery(contactQueries.detail(source.id, id))
  const [search, setSearch] = useState<ContactSearch>(contactSearchDefaults)
  const closedAt = useRef(-Infinity) // milliseconds
  const close = () => {
    const now = performance.now()
    // It closes by a step back in the history: a second press would leave the list.
    if (now > closedAt.current + 1000) onClose()
    closedAt.current = now
  }
  return (
    <SidePanel
      label={t('contact.panel')}
      onClose={close}
      resizer={
        <PanelResizer
          label={t('contact.panelWidth')}
          stored={Number(readPreference('panel'))}
          onKeep={(width) => writePreference('panel', width?.toString())}
        />
      }
      bar={
        <>
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
            <IconButton label={t('contact.closePanel')} icon={<X aria-hidden />} onClick={close} />
          </span>
        </>
      }
    >
      <ContactLoaded contact={contact} id={id}>
        {(detail) => (
          <ContactArticle
            source={source}
            contact={detail}
            readAt={contact.dataUpdatedAt}
            search={search}
            onSearchChange={setSearch}
            isPanel
            beside={renderBeside?.(detail)}
          />
        )}
      </ContactLoaded>
    </SidePanel>
  )
}
