import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { formatMoment, formatPhone } from '#dashboard/lib/format.ts'
import { formatRelative } from '#dashboard/lib/relative-time.ts'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { TableBox } from '#dashboard/ui/table-box.tsx'
import { useChatFailure } from './chat-failure.ts'
import { chatQueries } from './chat-queries.ts'
import { ContactCell } from './contact-cell.tsx'

type Props = { source: string; pageSizes: number[] }

const contactsRead = 50

/** The chats of the contacts that were changed last, while nothing is looked up. */
export function ChatsRecent({ source, pageSizes }: Props) {
  const { t, i18n } = useTranslation('chats')
  const { t: common } = useTranslation()
  const messageFor = useProblemMessages()
  const failure = useChatFailure()
  const size = pageSizes.find((rows) => rows >= contactsRead) ?? pageSizes.at(-1) ?? contactsRead
  const recent = useQuery(chatQueries.recent(source, size))
  const { data } = recent
  return (
    <section aria-labelledby="recent-chats" className="grid gap-2">
      <h2 id="recent-chats" className="font-strong">
        {t('recent.title')}
      </h2>
      {!data && recent.isError ? (
        <Note
          tone="warning"
          action={common('problem.tryAgain')}
          onAction={() => void recent.refetch()}
        >
          {t('recent.failed', { reason: failure(recent.error) ?? messageFor(recent.error).text })}
        </Note>
      ) : !data ? (
        <div className="after-a-moment">
          <span role="status" className="sr-only">
            {t('recent.loading')}
          </span>
          <div aria-hidden className="shimmer h-64 rounded" />
        </div>
      ) : data.length === 0 ? (
        <p>{t('recent.none')}</p>
      ) : (
        <TableBox
          label={t('recent.title')}
          columns={[
            { name: t('columns.contact') },
            { name: t('recent.phone'), width: '11rem' },
            { name: t('columns.chat'), width: '20rem' },
            { name: t('recent.changed'), width: '8rem' },
          ]}
        >
          {data.map(({ chat, contact }) => (
            <tr key={chat.chat}>
              <td className="px-3 py-2">
                <ContactCell contact={chat.contact} source={source} />
              </td>
              <td className="px-3 py-2 whitespace-nowrap tabular-nums">
                {formatPhone(contact.phones[0]?.value ?? '')}
              </td>
              <td className="px-3 py-2 whitespace-nowrap tabular-nums">{chat.chat}</td>
              <td className="px-3 py-2 text-quiet">
                {contact.updatedAt && (
                  <Moment
                    iso={contact.updatedAt}
                    text={formatRelative(contact.updatedAt, i18n.language, recent.dataUpdatedAt)}
                    exact={formatMoment(contact.updatedAt, i18n.language)}
                  />
                )}
              </td>
            </tr>
          ))}
        </TableBox>
      )}
    </section>
  )
}
