import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatContact } from '#contract/api/chats.ts'
import { formatNumber } from '#dashboard/lib/format.ts'
import { Select } from '#dashboard/ui/select.tsx'
import { PhoneLabel, TableBox } from '#dashboard/ui/table-box.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import type { Found } from './chat-queries.ts'
import type { Tokens } from './chat-tokens.ts'
import { ContactCell } from './contact-cell.tsx'

type Props = { found: Found; asked: Tokens; source: string }

/** The states of a chat and a contact in the results. */
const states = ['linked', 'unlinkedChat', 'contactWithoutChats', 'noContact'] as const
type State = (typeof states)[number]
type Row = {
  key: string
  state: State
  chat: string | null
  linkId: number | null
  contact: ChatContact | null
}

const maxShown = 500 // rows rendered at once; the others are only counted

/** Which contact has which chat, including chats without a contact and the reverse. */
export function ChatsLookupResults({ found, asked, source }: Props) {
  const { t, i18n } = useTranslation('chats')
  const [shown, setShown] = useState<State | 'all'>('all')
  const rows = rowsOf(found, asked)
  const visible = shown === 'all' ? rows : rows.filter(({ state }) => state === shown)
  const count = (state: State) => rows.filter((row) => row.state === state).length
  const options = [
    { value: 'all' as const, text: t('all', { count: rows.length }) },
    ...states
      .filter((state) => count(state) > 0)
      .map((state) => ({
        value: state,
        text: `${t(`states.${state}`)}: ${formatNumber(count(state), i18n.language)}`,
      })),
  ]
  return (
    <section aria-label={t('foundTitle')} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="font-medium tabular-nums">
          {t('foundCount', { count: count('linked') })}
        </p>
        <Select
          label={t('show')}
          isLabelShown
          value={shown}
          options={options}
          onChange={setShown}
        />
      </div>
      {asked.odd.length > 0 && (
        <Note tone="warning">
          {t('unrecognized', { count: asked.odd.length, texts: asked.odd.slice(0, 5).join(', ') })}
        </Note>
      )}
      <TableBox
        label={t('foundTitle')}
        columns={[
          { name: t('columns.chat'), width: '20rem' },
          { name: t('columns.contact') },
          { name: t('columns.link'), width: '9rem' },
          { name: t('columns.state') },
        ]}
      >
        {visible.slice(0, maxShown).map((row) => (
          <tr key={row.key}>
            <td className="px-3 py-2 whitespace-nowrap tabular-nums">{row.chat}</td>
            <td className="px-3 py-2">
              {row.contact && <ContactCell contact={row.contact} source={source} />}
            </td>
            <td className="px-3 py-2 tabular-nums">
              {row.linkId !== null && (
                <>
                  <PhoneLabel>{t('columns.link')}</PhoneLabel>
                  {row.linkId}
                </>
              )}
            </td>
            <td className="px-3 py-2">
              <StateText state={row.state}>{t(`states.${row.state}`)}</StateText>
            </td>
          </tr>
        ))}
      </TableBox>
      {visible.length > maxShown && (
        <p className="text-meta text-quiet">
          {t('shownOf', { shown: maxShown, all: visible.length })}
        </p>
      )}
      {count('unlinkedChat') > 0 && <p className="text-meta text-quiet">{t('unlinkedHelp')}</p>}
    </section>
  )
}

function StateText({ state, children }: { state: State; children: ReactNode }) {
  return <span className={state === 'linked' ? 'text-quiet' : 'text-warning'}>{children}</span>
}

function rowsOf({ chats, contacts }: Found, asked: Tokens): Row[] {
  const linked = [...chats.values()].map(({ chat, linkId, contact }): Row => ({
    key: chat,
    state: 'linked',
    chat,
    linkId,
    contact,
  }))
  const linkedContacts = new Set([...chats.values()].map(({ contact }) => contact.id))
  return [
    ...linked,
    ...asked.chats
      .filter((chat) => !chats.has(chat))
      .map((chat): Row => ({
        key: chat,
        state: 'unlinkedChat',
        chat,
        linkId: null,
        contact: null,
      })),
    ...[...contacts.values()]
      .filter(({ id }) => !linkedContacts.has(id))
      .map((contact): Row => ({
        key: `contact ${contact.id}`,
        state: contact.exists === false ? 'noContact' : 'contactWithoutChats',
        chat: null,
        linkId: null,
        contact,
      })),
  ]
}
