import { Suspense, type ComponentProps } from 'react'
import { ContactPanel } from '#dashboard/features/contact/contact-panel.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

const ContactChats = lazyPart(
  () => import('#dashboard/features/support/chats/contact-chats-card.tsx'),
  'ContactChats',
)

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
            />
          </Suspense>
        )
      }
    />
  )
}
