import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { Suspense, useState, type ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToList } from '#dashboard/app/back-to-list.tsx'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { lastSaved } from '#dashboard/app/tab-memory.ts'
import { matchTargets } from '#dashboard/app/source-sections.ts'
import { renderStartedJob } from '#dashboard/app/started-job.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { ContactPage } from '#dashboard/features/contact/contact-page.tsx'
import { ContactPanel } from '#dashboard/features/contact/contact-panel.tsx'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { editContactLink } from '#dashboard/domain/links.ts'
import { LinkButton } from '#dashboard/ui/link-button.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

const ContactChats = lazyPart(
  () => import('#dashboard/features/support/chats/contact-chats-card.tsx'),
  'ContactChats',
)
const ContactMatches = lazyPart(
  () => import('#dashboard/features/support/bot-contacts/contact-matches.tsx'),
  'ContactMatches',
)

const contactRoute = getRouteApi('/$source/contacts/$id')
const sourceRoute = getRouteApi('/$source')

/** The component of the route, loaded when the first contact is opened or about to be. */
export function ContactRoute() {
  const source = sourceRoute.useLoaderData()
  const id = contactRoute.useLoaderData()
  const search = contactRoute.useSearch()
  const navigate = contactRoute.useNavigate()
  const { t } = useTranslation(['translation', 'contact'])
  const [title, setTitle] = useState<string>()
  // The notice on arrival; it remains on the page to report the result of its undo.
  const [arrived] = useState(() => ({
    key: `${source.id}/${id}`,
    saved: lastSaved.noticeFor(source.id, id),
  }))
  const sources = useQuery(sourceQueries.list())
  const targets = matchTargets(source, sources.data?.items ?? [])
  useTitle(title)
  return (
    <ContactPage
      key={`${source.id}/${id}`}
      source={source}
      id={id}
      search={search}
      onTitle={setTitle}
      saved={arrived.key === `${source.id}/${id}` ? arrived.saved : undefined}
      onUndone={lastSaved.forget}
      headerActions={
        source.capabilities.writes?.edit && (
          <LinkButton look="primary" {...editContactLink(source.id, id)} state={(old) => old}>
            <Pencil aria-hidden className="size-4" />
            {t('contact.edit')}
          </LinkButton>
        )
      }
      onSearchChange={(next) =>
        void navigate({
          search: next,
          // One step back leads to the list, not to the closed section.
          replace: true,
          state: (old) => old,
          resetScroll: false,
        })
      }
      renderBack={(children) => <BackToList source={source.id}>{children}</BackToList>}
      renderBeside={({ name }) => (
        <Suspense>
          {source.capabilities.chats && (
            <ContactChats
              source={source.id}
              contact={{ id, name }}
              hasTalks={source.capabilities.talks}
              isLinkable={mayAt(source, 'chats')}
            />
          )}
          {targets.length > 0 && (
            <ContactMatches
              id={id}
              source={source}
              targets={targets}
              renderJob={renderStartedJob}
            />
          )}
        </Suspense>
      )}
    />
  )
}

/** A contact beside the list, with its chats. */
export function ContactPanelView(props: Omit<ComponentProps<typeof ContactPanel>, 'renderBeside'>) {
  const { id, capabilities } = props.source
  return (
    <ContactPanel
      {...props}
      renderBeside={(contact) =>
        capabilities.chats && (
          <Suspense>
            <ContactChats
              source={id}
              contact={{ id: contact.id, name: contact.name }}
              hasTalks={capabilities.talks}
              isLinkable={mayAt(props.source, 'chats')}
            />
          </Suspense>
        )
      }
    />
  )
}
