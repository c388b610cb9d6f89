import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Capabilities, Source } from '#contract/api/sources.ts'
import { builtInKey, fieldIdOf, type AttributeKey } from '#contract/model/attribute.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { messengerName } from '#dashboard/domain/messenger-name.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { ContactAbout } from './contact-about.tsx'
import { ContactCopyNote, withoutEditing } from './contact-copy.tsx'
import { ContactFields } from './contact-fields.tsx'
import { ContactHeading } from './contact-heading.tsx'
import { ContactLinked } from './contact-linked.tsx'
import type { ContactSearch } from './contact-search.ts'
import { ContactEditingProvider } from './contact-value-context.tsx'
import { ContactVariables } from './contact-variables.tsx'

const ContactHistory = lazyPart(() => import('./contact-history.tsx'), 'ContactHistory')
const ContactStatus = lazyPart(() => import('./contact-status.tsx'), 'ContactStatus')

type Props = {
  source: Source
  contact: ContactDetail
  /** Milliseconds. */
  readAt: number
  search: ContactSearch
  onSearchChange: (search: ContactSearch) => void
  isPanel?: boolean
  headerActions?: ReactNode
  beside?: ReactNode
}

/** The details of a contact: two columns on a page, one in the panel. */
export function ContactArticle(props: Props) {
  const {
    source: whole,
    contact,
    readAt,
    search,
    onSearchChange,
    isPanel = false,
    headerActions,
    beside,
  } = props
  const source = contact.asOf === undefined ? whole : withoutEditing(whole)
  const { status, writes } = source.capabilities
  const isEdited = writes?.edit === true
  const timeZone = useQuery(directoryQueries.account(source.id)).data?.timeZone ?? null
  // It grows with each edit, and chats when they are opened: each is the last of its column.
  const history = (
    <Suspense>
      <ContactHistory source={source} contactId={contact.id} />
    </Suspense>
  )
  return (
    <ContactEditingProvider source={source} contact={contact} readAt={readAt}>
      <article>
        <ContactHeading
          contact={contact}
          sourceTitle={source.title}
          isPanel={isPanel}
          hasTags={isEdited && source.capabilities.writes?.tags === true}
          actions={contact.asOf === undefined && headerActions}
        />
        {contact.asOf !== undefined && <ContactCopyNote asOf={contact.asOf} timeZone={timeZone} />}
        <UnreadableNote contact={contact} />
        <div
          className={`grid items-start gap-4 ${isPanel ? '' : 'lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)] lg:grid-rows-[auto_1fr]'}`}
        >
          <div className="grid gap-4">
            <ContactFields contact={contact} timeZone={timeZone} isEdited={isEdited} />
            <ContactVariables contact={contact} source={source} />
            {status && (
              <Suspense>
                <ContactStatus
                  source={source.id}
                  contactId={contact.id}
                  maxLength={status.maxLength}
                />
              </Suspense>
            )}
          </div>
          <div className={`grid gap-4 ${isPanel ? '' : 'lg:row-span-2'}`}>
            <ContactAbout contact={contact} source={source} now={readAt} />
            <ContactIdentity contact={contact} bots={source.capabilities.bots} />
            {!isPanel && history}
          </div>
          <div className="grid gap-4">
            <ContactLinked
              source={source}
              contact={contact}
              search={search}
              onSearchChange={onSearchChange}
            />
            {contact.asOf === undefined && beside}
            {isPanel && history}
          </div>
        </div>
      </article>
    </ContactEditingProvider>
  )
}

const maxNamed = 8

/** Attributes whose value could not be read: they are neither shown nor changed here. */
function UnreadableNote({ contact: { unreadable, fields } }: { contact: ContactDetail }) {
  const { t } = useTranslation()
  if (unreadable.length === 0) return null
  const nameOf = (key: AttributeKey): string => {
    const builtIn = builtInKey.safeParse(key).data
    if (builtIn) return t(`attributes.${builtIn}`)
    const id = fieldIdOf(key)
    return fields.find((field) => field.id === id)?.name ?? `#${id}`
  }
  const names = [...new Set(unreadable.map(nameOf))]
  const shown = [...names.slice(0, maxNamed), ...(names.length > maxNamed ? ['…'] : [])]
  return (
    <Note tone="warning">
      {t('contact.unreadable', { count: names.length, names: shown.join(', ') })}
    </Note>
  )
}

type IdentityProps = { contact: ContactDetail; bots: Capabilities['bots'] }

/** The messenger identity of a bot's contact. */
function ContactIdentity({ contact: { identity }, bots }: IdentityProps) {
  const { t } = useTranslation()
  if (!identity) return null
  return (
    <Card title={t('contact.messenger')}>
      <Facts>
        <Fact label={t('contact.messenger')}>{messengerName(identity.messenger)}</Fact>
        {identity.username && <Fact label={t('contact.username')}>@{identity.username}</Fact>}
        {identity.id && (
          <Fact label={t('contact.messengerId')}>
            <span className="tabular-nums">{identity.id}</span>
          </Fact>
        )}
        <Fact label={t('contact.bot')}>
          {bots.find((bot) => bot.id === identity.bot)?.name ?? identity.bot}
        </Fact>
      </Facts>
    </Card>
  )
}
