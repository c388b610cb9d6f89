import { queryOptions, useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { type Contact, contactPage, maxSearchLength } from '#contract/api/contacts.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import { ModalFrame } from '#dashboard/ui/modal.tsx'
import { matching, type PaletteEntry } from './palette-entry.ts'
import { optionId, PaletteList } from './palette-list.tsx'

type Props = {
  /** Initial text of the search box. */
  typed: RefObject<string>
  /** Contacts that were opened last, until something is typed. */
  recent: PaletteEntry[]
  /** Entries other than contacts. */
  entries: PaletteEntry[]
  /** The source to search for contacts; undefined if it does not support searching. */
  searched: { id: string; title: string } | undefined
  onContact: (contact: Contact) => void
  /** Opens the list with all contacts that match a text. */
  onSearch: (text: string) => void
  onClose: () => void
}

const delayMs = 250 // longer than the pauses within a word
const minLength = 2 // characters that are worth a request

/**
 * Searches contacts and commands: a combobox whose list is navigated while the focus stays in the
 * input.
 */
export function PaletteDialog({
  typed: typedBefore,
  recent,
  entries,
  searched,
  onContact,
  onSearch,
  onClose,
}: Props) {
  const { t } = useTranslation('tools')
  const [text, setText] = useState(() => typedBefore.current)
  const [wanted, setWanted] = useState<string>()
  const listId = useId()
  const typed = cleanText(text)
  const debounced = useDebouncedValue(typed)
  const isAsked = searched !== undefined && debounced.length >= minLength
  const found = useQuery({
    ...paletteQueries.contacts(searched?.id ?? '', debounced),
    enabled: isAsked,
  })
  const isWaiting =
    searched !== undefined && typed.length >= minLength && (debounced !== typed || found.isFetching)
  const contacts = isAsked && debounced === typed ? (found.data ?? []) : []
  const results: PaletteEntry[] = [
    ...(typed === '' ? recent : []),
    ...matching(entries, text),
    ...(searched && typed.length > 0
      ? [
          {
            key: 'all-found',
            group: 'contacts' as const,
            text: t('palette.searchFor', { text: typed }),
            detail: searched.title,
            run: () => onSearch(typed),
          },
        ]
      : []),
    ...contacts.map((contact) => ({
      key: `contact-${contact.id}`,
      group: 'contacts' as const,
      text: contact.name || t('contacts.unnamed', { ns: 'translation' }),
      detail: [
        formatPhone(contact.phones[0]?.value ?? ''),
        contact.emails[0]?.value,
        contact.company?.name,
      ]
        .filter(Boolean)
        .join(' · '),
      run: () => onContact(contact),
    })),
  ]
  const active = results.find(({ key }) => key === wanted) ?? results[0]

  /** The dialog is closed and the focus restored before the command runs. */
  const run = (entry: PaletteEntry) => {
    flushSync(onClose)
    entry.run()
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      const index = active ? results.indexOf(active) : 0
      setWanted(results.at((index + step) % results.length)?.key)
    } else if (event.key === 'Enter') {
      if (active) run(active)
    } else if (event.code === 'KeyK' && (event.ctrlKey || event.metaKey)) onClose()
    else return
    event.preventDefault()
  }
  return (
    <ModalFrame
      label={t('palette.title')}
      onClose={onClose}
      className="mx-auto mt-[min(12dvh,96px)] max-h-[calc(88dvh-16px)] w-[min(600px,100vw-16px)] max-sm:mt-2"
    >
      <div className="flex items-center gap-1 border-b border-line pr-2 pl-4">
        <Search aria-hidden className="size-4 shrink-0 text-quiet" />
        <input
          type="text"
          role="combobox"
          aria-label={t('palette.title')}
          aria-expanded={results.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(listId, active)}
          autoComplete="off"
          spellCheck={false}
          maxLength={maxSearchLength}
          placeholder={t(searched ? 'palette.hint' : 'palette.hintNoSearch')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setWanted(undefined)
          }}
          onKeyDown={press}
          className="my-1.5 h-9 min-w-0 flex-1 rounded bg-transparent px-2 text-lead -outline-offset-2 placeholder:text-quiet"
        />
      </div>
      <PaletteList
        id={listId}
        label={t('palette.results')}
        entries={results}
        active={active}
        onActive={(entry) => setWanted(entry.key)}
        onRun={run}
      />
      <p role="status" className="border-t border-line px-4 py-2 text-meta text-quiet">
        {isWaiting
          ? t('palette.searching')
          : found.isError && isAsked
            ? t('palette.failed')
            : isAsked && contacts.length === 0
              ? t('palette.noContacts')
              : t('palette.count', { count: results.length })}
      </p>
    </ModalFrame>
  )
}

/** The text once typing has paused. */
function useDebouncedValue(text: string): string {
  const [debounced, setDebounced] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(text), delayMs)
    return () => clearTimeout(timer)
  }, [text])
  return debounced
}

const pageSize = 8 // rows that can be scanned at a glance

const paletteQueries = {
  /** The contacts that match a text, in the source's order, at the priority of a waiting user. */
  contacts: (source: string, search: string) =>
    queryOptions({
      queryKey: ['palette', source, search],
      queryFn: async ({ signal }) => {
        const params = new URLSearchParams({ search, size: String(pageSize) })
        const path = `/api/sources/${source}/contacts?${params}`
        const page = await request(contactPage, path, { signal })
        // An account that ignores the search returns other contacts: they are not matches.
        return page.filterApplied ? page.items : []
      },
    }),
}
