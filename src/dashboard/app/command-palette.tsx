import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { recentContacts } from '#dashboard/features/contact/contact-queries.ts'
import { PaletteDialog } from '#dashboard/features/palette/palette-dialog.tsx'
import type { PaletteEntry } from '#dashboard/features/palette/palette-entry.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { commandKeys, currentCommands } from '#dashboard/lib/commands.ts'
import { readAddress } from '#dashboard/domain/address-search.ts'
import { contactsSearch } from '#dashboard/domain/contacts-search.ts'
import { densities, setDensity } from '#dashboard/lib/density.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import { changeLanguage, languages } from '#dashboard/lib/i18n.ts'
import { keyNames } from '#dashboard/lib/key-names.ts'
import { parseSearch } from '#dashboard/domain/search-text.ts'
import { setTheme, useTheme } from '#dashboard/lib/theme.ts'
import { useNamedViews } from '#dashboard/domain/saved-views.ts'
import { localViews } from '#dashboard/domain/view-takeover.ts'
import { contactLink, contactsLink } from '#dashboard/domain/links.ts'
import { sectionsOf } from './source-sections.ts'

type Props = {
  /** Text that was typed while the palette was loaded. */
  typed: RefObject<string>
  onClose: () => void
}

/** The palette with every entry that applies to the current page. */
export function CommandPalette({ typed, onClose }: Props) {
  const { t, i18n } = useTranslation(['tools', 'translation', 'setup'])
  const navigate = useNavigate()
  const params = useParams({ strict: false })
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const source = sources.find(({ id }) => id === params.source) ?? sources[0]
  const rights = useQuery(sessionQueries.current()).data?.installation ?? []
  const isDark = useTheme() === 'dark'
  const saved = useNamedViews(source?.id)
  const local = source ? localViews(source.id) : []
  const client = useQueryClient()

  const openList = (id: string, address: string, view?: string) =>
    void navigate(contactsLink(id, { ...readAddress(contactsSearch, parseSearch(address)), view }))
  const commands = currentCommands()
    .filter(({ id, isOff }) => id !== 'palette' && !isOff)
    .map(({ id, run }): PaletteEntry => ({
      key: id,
      group: 'commands',
      text: t(`commands.${id}`),
      keys: keyNames(commandKeys[id].slice(0, 1)),
      run,
    }))
  const entries: PaletteEntry[] = [
    ...commands,
    ...(source ? sectionsOf(source, sources, i18n.getFixedT(null, 'translation')) : []).map(
      ({ name, text }): PaletteEntry => ({
        key: `page-${name}`,
        group: 'pages',
        text,
        detail: source?.title,
        run: () =>
          source && void navigate({ to: `/$source/${name}`, params: { source: source.id } }),
      }),
    ),
    {
      key: 'page-sources',
      group: 'pages',
      text: t('navigation.sources'),
      run: () => void navigate({ to: '/sources' }),
    },
    // Pages for admins.
    ...(['users', 'audit'] as const)
      .filter((page) => rights.includes(page))
      .map((page): PaletteEntry => ({
        key: `page-${page}`,
        group: 'pages',
        text: t(`navigation.${page}`),
        run: () => void navigate({ to: `/${page}` }),
      })),
    ...saved.map(({ id, name, search }): PaletteEntry => ({
      key: `view-${id}`,
      group: 'views',
      text: name,
      run: () => source && openList(source.id, search, id),
    })),
    ...local.map(({ name, address }, index): PaletteEntry => ({
      key: `view-of-browser-${index}`,
      group: 'views',
      text: name,
      run: () => source && openList(source.id, address),
    })),
    ...sources.map(({ id, title }): PaletteEntry => ({
      key: `source-${id}`,
      group: 'sources',
      text: t('palette.goTo', { source: title }),
      run: () => openList(id, ''),
    })),
    {
      key: 'theme',
      group: 'settings',
      text: t(isDark ? 'translation:app.toLight' : 'translation:app.toDark'),
      run: () => setTheme(isDark ? 'light' : 'dark'),
    },
    ...languages
      .filter((language) => language !== i18n.language)
      .map((language): PaletteEntry => ({
        key: `language-${language}`,
        group: 'settings',
        text: t(`palette.languages.${language}`),
        run: () => void changeLanguage(i18n, language),
      })),
    ...densities.map((density): PaletteEntry => ({
      key: `density-${density}`,
      group: 'settings',
      text: `${t('setup:columns.density')}: ${t(`setup:columns.densities.${density}`)}`,
      run: () => setDensity(density),
    })),
  ]
  const recent = (source ? recentContacts(client, source.id) : []).map(
    ({ id, name, phones }): PaletteEntry => ({
      key: `recent-${id}`,
      group: 'recent',
      text: name || t('translation:contacts.unnamed'),
      detail: formatPhone(phones[0]?.value ?? ''),
      run: () => source && void navigate(contactLink(source.id, id)),
    }),
  )
  return (
    <PaletteDialog
      typed={typed}
      recent={recent}
      entries={entries}
      searched={source?.capabilities.search ? source : undefined}
      onContact={({ id }) => source && void navigate(contactLink(source.id, id))}
      onSearch={(search) => source && void navigate(contactsLink(source.id, { search }))}
      onClose={onClose}
    />
  )
}
