import { useQueries } from '@tanstack/react-query'
import { Search, SpellCheck, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { contactEntry } from './palette-contact-entry.ts'
import { matching, type PaletteEntry, type PaletteGroup } from './palette-entry.ts'
import { paletteQueries } from './palette-queries.ts'

type Props = {
  /** The sources that can be searched, the current one first. */
  sources: readonly Source[]
  typed: string
  /** What was typed when typing last paused. */
  settled: string
  onContact: (source: string, contact: Contact) => void
  onSearch: (source: string, text: string) => void
  /** Searches another text. */
  onType: (text: string) => void
}

const minLength = 2 // characters that are worth a request
const rows = { current: 5, other: 4 } // so that those of several sources are seen at once

/** The contacts of each source that match: a source that is slow or fails hides none of the others. */
export function useFoundGroups(props: Props) {
  const { sources, typed, settled, onContact, onSearch, onType } = props
  const { t } = useTranslation(['tools', 'translation'])
  const isAsked = settled.length >= minLength
  const found = useQueries({
    queries: sources.map(({ id }, index) => ({
      ...paletteQueries.found(id, settled, index === 0 ? rows.current : rows.other),
      enabled: isAsked,
      // Until the next ones come, those that match what is typed by now remain.
      placeholderData: <Data>(previous: Data) => previous,
    })),
  })
  const isNothing = ({ data, isPlaceholderData }: (typeof found)[number]) =>
    data !== undefined && !isPlaceholderData && data.contacts.length === 0
  const suggested = useQueries({
    queries: sources.map(({ id, capabilities }, index) => ({
      ...paletteQueries.suggested(id, settled),
      enabled:
        isAsked && capabilities.operators && found[index] !== undefined && isNothing(found[index]),
    })),
  })
  const isShort = typed.length < minLength
  const isBehind = typed !== settled
  const groups = sources.map((source, index): PaletteGroup => {
    const { data, isError, isFetching, isPlaceholderData, refetch } = found[index] ?? {
      refetch: () => undefined,
    }
    const isFailed = isError === true && !isFetching && !isBehind
    const contacts = (isShort || isError ? [] : (data?.contacts ?? [])).map((contact) =>
      contactEntry('found', source, contact, {
        unnamed: t('translation:contacts.unnamed'),
        isSourceNamed: false,
        run: () => onContact(source.id, contact),
      }),
    )
    const isStale = isBehind || isPlaceholderData === true
    const shown = isStale ? matching(contacts, typed) : contacts
    const others = isStale ? [] : (suggested[index]?.data?.items ?? [])
    // Until the source has responded, its list is where to wait for it.
    const hasMore = isStale || !data ? index === 0 : data.hasMore
    const further: PaletteEntry[] = [
      ...others.map(({ search, total }) => ({
        key: `suggested-${source.id}-${search}`,
        text: t('palette.didYouMean', { text: search }),
        detail: t('palette.contacts', { count: total }),
        icon: SpellCheck,
        run: () => onType(search),
        isStaying: true,
      })),
      ...(typed !== '' && hasMore
        ? [
            {
              key: `all-${source.id}`,
              text: t('palette.searchFor', { text: typed }),
              detail: source.title,
              icon: Search,
              run: () => onSearch(source.id, typed),
            },
          ]
        : []),
      ...(isFailed
        ? [
            {
              key: `again-${source.id}`,
              text: t('palette.again'),
              detail: source.title,
              icon: RotateCw,
              run: () => void refetch(),
              isStaying: true,
            },
          ]
        : []),
    ]
    const isSearching = !isShort && (isBehind || isFetching === true)
    return {
      key: `found-${source.id}`,
      label: t('palette.contactsIn', { source: source.title }),
      entries: [...shown, ...further],
      note: isFailed
        ? { text: t('palette.failedIn', { names: source.title }), isFailure: true }
        : isSearching && shown.length === 0
          ? { text: t('palette.searching') }
          : undefined,
    }
  })
  const failed = isAsked && !isBehind ? sources.filter((_, index) => found[index]?.isError) : []
  return {
    groups,
    isSearching: !isShort && (isBehind || found.some(({ isFetching }) => isFetching)),
    failed: failed.map(({ title }) => title),
    /** Whether every source that responded has no match. */
    hasNone: isAsked && !isBehind && found.every((item) => item.isError || isNothing(item)),
  }
}
