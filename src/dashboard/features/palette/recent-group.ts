import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { recentContacts, type RecentContact } from '#dashboard/domain/recent-contacts.ts'
import { contactEntry } from './palette-contact-entry.ts'
import type { PaletteGroup } from './palette-entry.ts'
import { paletteQueries } from './palette-queries.ts'

type Props = {
  sources: readonly Source[]
  isShown: boolean
  /** The contact that is open already. */
  current: RecentContact | undefined
  onContact: (source: string, contact: Contact) => void
}

const maxShown = 6

/** The contacts that were opened last, as each source has them now; without those that it does not show. */
export function useRecentGroup({ sources, isShown, current, onContact }: Props): PaletteGroup {
  const { t } = useTranslation(['tools', 'translation'])
  const [opened] = useState(() =>
    recentContacts()
      .filter(({ source }) => sources.some(({ id }) => id === source))
      .filter(({ source, id }) => source !== current?.source || id !== current.id)
      .slice(0, maxShown),
  )
  const asked = sources.filter(({ id }) => opened.some(({ source }) => source === id))
  const read = useQueries({
    queries: asked.map((source) => ({
      ...paletteQueries.named(
        source,
        opened.flatMap((item) => (item.source === source.id ? [item.id] : [])),
      ),
      enabled: isShown,
    })),
  })
  const entries = opened.flatMap(({ source: of, id }) => {
    const index = asked.findIndex((source) => source.id === of)
    const [source, contact] = [
      asked[index],
      read[index]?.data?.find((candidate) => candidate.id === id),
    ]
    if (!source || !contact) return []
    return contactEntry('recent', source, contact, {
      unnamed: t('translation:contacts.unnamed'),
      isSourceNamed: sources.length > 1,
      run: () => onContact(source.id, contact),
    })
  })
  const failed = asked.filter((_, index) => read[index]?.isError)
  const isReading = read.some(({ isLoading }) => isLoading)
  return {
    key: 'recent',
    label: t('palette.groups.recent'),
    entries: isShown ? entries : [],
    note:
      isShown && failed.length > 0
        ? {
            text: t('palette.failedIn', { names: failed.map(({ title }) => title).join(', ') }),
            isFailure: true,
          }
        : isShown && isReading
          ? { text: t('palette.reading') }
          : undefined,
  }
}
