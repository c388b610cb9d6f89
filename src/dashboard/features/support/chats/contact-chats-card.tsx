import { useQuery } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'
import { Disclosure } from '#dashboard/ui/disclosure.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { useChatFailure } from './chat-failure.ts'
import { ChatLinker } from './chat-linker.tsx'
import { chatQueries, talksOfContact } from './chat-queries.ts'
import { ContactChat } from './contact-chat.tsx'
import { shownChats } from './shown-chats.ts'

export type ContactChatsProps = {
  source: string
  /** The contact whose page contains the card. */
  contact: { id: number; name: string }
  /** Whether the account tells channels and states of chats. */
  hasTalks: boolean
  /** Whether one may link chats to the contact. */
  isLinkable: boolean
}

/** The chats of a contact: loaded when opened; the open state is stored. */
export function ContactChats(props: ContactChatsProps) {
  const { t, i18n } = useTranslation('chats')
  const [isOpen, setOpen] = useState(readPreference('chats.open') === 'yes')
  const known = useQuery({
    ...chatQueries.ofContact(props.source, props.contact.id),
    enabled: false,
  })
  const toggle = () => {
    writePreference('chats.open', isOpen ? undefined : 'yes')
    setOpen(!isOpen)
  }
  const count = known.data ? known.data.items.length.toLocaleString(i18n.language) : ''
  return (
    <section className="rounded border border-line bg-surface">
      <Disclosure title={t('ofContact')} count={count} isOpen={isOpen} onToggle={toggle}>
        <Inside {...props} />
      </Disclosure>
    </section>
  )
}

function Inside({ source, contact, hasTalks, isLinkable }: ContactChatsProps) {
  const { t } = useTranslation('chats')
  const { t: common } = useTranslation()
  const messageFor = useProblemMessages()
  const failure = useChatFailure()
  const chats = useQuery(chatQueries.ofContact(source, contact.id))
  const talks = useQuery({ ...talksOfContact(source, contact.id), enabled: hasTalks })
  if (chats.isError)
    return (
      <Note
        tone="warning"
        action={common('problem.tryAgain')}
        onAction={() => void chats.refetch()}
      >
        {failure(chats.error) ?? messageFor(chats.error).text}
      </Note>
    )
  if (!chats.data) return <p className="after-a-moment text-quiet">{t('loading')}</p>
  const shown = shownChats(chats.data.items, talks.data?.items ?? [])
  const isHidden = !hasTalks || talks.isError || talks.data?.items === null
  const known = isHidden ? 'hidden' : talks.data ? 'known' : 'loading'
  return (
    <div className="grid gap-3">
      {talks.isError && (
        <Note
          tone="warning"
          action={common('problem.tryAgain')}
          onAction={() => void talks.refetch()}
        >
          {t('talks.failed')} {messageFor(talks.error).text}
        </Note>
      )}
      {shown.length === 0 ? (
        <p className="text-quiet">{t('noneOfContact')}</p>
      ) : (
        <ul aria-label={t('ofContact')} className="grid gap-2">
          {shown.map((item) => (
            <li key={item.chat} className="flex items-start gap-2">
              <ContactChat chat={item} talks={known} />
              <CopyButton text={item.chat} label={t('copyChat', { chat: item.chat })} />
            </li>
          ))}
        </ul>
      )}
      {isLinkable && <ChatLinker source={source} contact={contact} />}
    </div>
  )
}

type Props = { text: string; label: string }

/** Copies a text and announces the result. */
function CopyButton({ text, label }: Props) {
  const { t } = useTranslation('chats')
  const [result, setResult] = useState<'copied' | 'copyFailed'>()
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setResult('copied'),
      () => setResult('copyFailed'),
    )
  }
  return (
    <span className="inline-flex items-center gap-1">
      <span role="status" className="text-meta text-quiet">
        {result && t(result)}
      </span>
      <button
        type="button"
        aria-label={label}
        data-tip=""
        onClick={copy}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink"
      >
        {result === 'copied' ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <Copy aria-hidden className="size-4" />
        )}
      </button>
    </span>
  )
}
