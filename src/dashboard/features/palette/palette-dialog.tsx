import { Search, UserPlus } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { type Contact, maxSearchLength } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import type { RecentContact } from '#dashboard/domain/recent-contacts.ts'
import { ModalFrame } from '#dashboard/ui/modal.tsx'
import { useFoundGroups } from './found-groups.ts'
import { matching, type PaletteEntry, type PaletteGroup } from './palette-entry.ts'
import { optionId, PaletteList } from './palette-list.tsx'
import { useRecentGroup } from './recent-group.ts'
import { typedContact, type TypedContact } from './typed-contact.ts'

type Props = {
  /** Initial text of the search box. */
  typed: RefObject<string>
  /** All sources, the current one first. */
  sources: readonly Source[]
  /** The contact that the page shows. */
  current: RecentContact | undefined
  /** Entries other than contacts. */
  groups: PaletteGroup[]
  onContact: (source: string, contact: Contact) => void
  /** Opens the list of a source with all contacts that match a text. */
  onSearch: (source: string, text: string) => void
  onCreate: (source: string, contact: TypedContact) => void
  onClose: () => void
}

const delayMs = 250 // longer than the pauses within a word

/**
 * Searches contacts and commands: a combobox whose list is navigated while the focus stays in the
 * input.
 */
export function PaletteDialog(props: Props) {
  const { sources, current, onContact, onSearch, onCreate, onClose } = props
  const { t } = useTranslation('tools')
  const [text, setText] = useState(() => props.typed.current)
  const [wanted, setWanted] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const typed = cleanText(text)
  const settled = useDebouncedValue(typed)
  const searched = sources.filter(({ capabilities }) => capabilities.search)
  const type = (next: string) => {
    setText(next)
    setWanted(undefined)
    input.current?.focus()
  }
  const found = useFoundGroups({
    sources: searched,
    typed,
    settled,
    onContact,
    onSearch,
    onType: type,
  })
  const recent = useRecentGroup({ sources, isShown: typed === '', current, onContact })
  const groups = [
    recent,
    ...props.groups.map((group) => ({ ...group, entries: matching(group.entries, text) })),
    ...(typed === '' ? [] : [...found.groups, createGroup()]),
  ].filter(({ entries, note }) => entries.length > 0 || note !== undefined)
  const results = groups.flatMap(({ entries }) => entries)
  const active = results.find(({ key }) => key === wanted) ?? results[0]

  function createGroup(): PaletteGroup {
    const contact = typedContact(typed)
    return {
      key: 'create',
      label: t('palette.groups.create'),
      entries: sources
        .filter(({ capabilities }) => capabilities.writes?.create)
        .map(({ id, title }) => ({
          key: `create-${id}`,
          text: t('palette.create', { text: typed }),
          detail: title,
          icon: UserPlus,
          run: () => onCreate(id, contact),
        })),
    }
  }

  /** The dialog is closed and the focus restored before the command runs. */
  const run = (entry: PaletteEntry) => {
    if (!entry.isStaying) flushSync(onClose)
    entry.run()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
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
  const status = [
    found.isSearching
      ? t('palette.searching')
      : found.hasNone && found.failed.length < searched.length
        ? t('palette.noContacts')
        : t('palette.count', { count: results.length }),
    found.failed.length > 0 && t('palette.failedIn', { names: found.failed.join(', ') }),
  ]
  return (
    <ModalFrame
      label={t('palette.title')}
      onClose={onClose}
      className="mx-auto mt-[min(12dvh,96px)] max-h-[calc(88dvh-16px)] w-[min(640px,100vw-16px)] max-sm:mt-2"
    >
      <div className="flex items-center gap-1 border-b border-line pr-2 pl-4">
        <Search aria-hidden className="size-4 shrink-0 text-quiet" />
        <input
          ref={input}
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
          placeholder={t(searched.length > 0 ? 'palette.hint' : 'palette.hintNoSearch')}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={press}
          className="my-1.5 h-9 min-w-0 flex-1 rounded bg-transparent px-2 text-lead -outline-offset-2 placeholder:text-quiet"
        />
      </div>
      <PaletteList
        id={listId}
        label={t('palette.results')}
        groups={groups}
        active={active}
        onActive={(entry) => setWanted(entry.key)}
        onRun={run}
      />
      <div className="flex items-center gap-4 border-t border-line px-4 py-2 text-meta text-quiet">
        <p role="status" className="min-w-0 flex-1 truncate">
          {status.filter(Boolean).join('. ')}
        </p>
        <span aria-hidden className="shrink-0 max-sm:hidden">
          {t('palette.keys')}
        </span>
      </div>
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
