import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { Suspense, useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { ContactArticle } from './contact-article.tsx'
import { ContactLoaded } from './contact-loaded.tsx'
import { contactQueries } from './contact-queries.ts'
import type { ContactSearch } from './contact-search.ts'
import type { SavedNotice } from './form/saved-notice.ts'

const ContactSaved = lazyPart(() => import('./contact-saved.tsx'), 'ContactSaved')

type Props = {
  source: Source
  id: number
  search: ContactSearch
  onSearchChange: (search: ContactSearch) => void
  /** Called with the contact's name once it is known. */
  onTitle: (title: string) => void
  /** Renders the link back to the list around its text. */
  renderBack: (children: ReactNode) => ReactNode
  /** The result of the save that led to this page. */
  saved?: SavedNotice | undefined
  onUndone?: () => void
  /** Actions for the contact, at the right of its name. */
  headerActions?: ReactNode
  /** Content of other features, shown below the linked entities. */
  renderBeside?: (contact: ContactDetail) => ReactNode
}

export function ContactPage(props: Props) {
  const {
    source,
    id,
    search,
    onSearchChange,
    onTitle,
    renderBack,
    headerActions,
    saved,
    onUndone,
  } = props
  const { t } = useTranslation()
  const contact = useQuery(contactQueries.detail(source.id, id))
  const name = contact.data?.name
  useEffect(() => {
    if (name !== undefined) onTitle(name || t('contacts.unnamed'))
  }, [name, onTitle, t])
  return (
    <section className="w-full max-w-316 px-4 pt-3 pb-12">
      {renderBack(
        <>
          <ArrowLeft aria-hidden className="size-4" />
          {t('contact.back')}
        </>,
      )}
      <ContactLoaded contact={contact} id={id}>
        {(detail) => (
          // Together, so that the contact does not move when the result of its save is loaded.
          <Suspense>
            {saved && <ContactSaved source={source.id} saved={saved} onUndone={onUndone} />}
            <ContactArticle
              source={source}
              contact={detail}
              readAt={contact.dataUpdatedAt}
              search={search}
              onSearchChange={onSearchChange}
              headerActions={headerActions}
              beside={props.renderBeside?.(detail)}
            />
          </Suspense>
        )}
      </ContactLoaded>
    </section>
  )
}
