import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, UserX } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { useProblemWords } from '#dashboard/lib/problem-words.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { ContactAbout } from './contact-about.tsx'
import { ContactFields } from './contact-fields.tsx'
import { ContactIdentity } from './contact-identity.tsx'
import { ContactVariables } from './contact-variables.tsx'
import { ContactHeading } from './contact-heading.tsx'
import { ContactLinked } from './contact-linked.tsx'
import { contactQueries } from './contact-queries.ts'
import type { ContactSearch } from './contact-search.ts'
import { ContactSkeleton } from './contact-skeleton.tsx'

type Props = {
  source: Source
  id: number
  search: ContactSearch
  onSearchChange: (search: ContactSearch) => void
  /** Told the contact's name once it is known. */
  onTitle: (title: string) => void
  /** A link back to the list as it was, drawn around its words. */
  renderBack: (children: ReactNode) => ReactNode
}

export function ContactPage(props: Props) {
  const { source, id, search, onSearchChange, onTitle, renderBack } = props
  const { t } = useTranslation()
  const wordsFor = useProblemWords()
  const contact = useQuery(contactQueries.detail(source.id, id))
  const name = contact.data?.name
  useEffect(() => {
    if (name !== undefined) onTitle(name || t('contacts.unnamed'))
  }, [name, onTitle, t])
  const problem = contact.isError && !contact.data ? wordsFor(contact.error) : undefined
  return (
    <section className="mx-auto w-full max-w-280 px-4 pt-3 pb-12">
      {renderBack(
        <>
          <ArrowLeft aria-hidden className="size-4" />
          {t('contact.back')}
        </>,
      )}
      {problem?.code === 'not_found' ? (
        <StatePanel
          tone="calm"
          icon={<UserX />}
          title={t('contact.notFoundTitle')}
          text={t('contact.notFoundText', { id })}
        />
      ) : problem ? (
        <FailurePanel
          title={problem.title}
          text={problem.text}
          footnote={problem.footnote}
          retryLabel={t('problem.tryAgain')}
          onRetry={() => void contact.refetch()}
        />
      ) : contact.data ? (
        <Loaded
          source={source}
          contact={contact.data}
          readAt={contact.dataUpdatedAt}
          search={search}
          onSearchChange={onSearchChange}
        />
      ) : (
        <ContactSkeleton label={t('contact.loading')} />
      )}
    </section>
  )
}

function Loaded(props: {
  source: Source
  contact: ContactDetail
  /** Milliseconds. */
  readAt: number
  search: ContactSearch
  onSearchChange: (search: ContactSearch) => void
}) {
  const { source, contact, readAt, search, onSearchChange } = props
  return (
    <article>
      <ContactHeading contact={contact} sourceTitle={source.title} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="grid gap-4">
          <ContactFields contact={contact} />
          <ContactVariables contact={contact} />
        </div>
        <div className="grid gap-4">
          <ContactAbout contact={contact} knows={source.capabilities.knows} now={readAt} />
          <ContactIdentity contact={contact} bots={source.capabilities.bots} />
          <ContactLinked
            source={source}
            contact={contact}
            search={search}
            onSearchChange={onSearchChange}
          />
        </div>
      </div>
    </article>
  )
}
