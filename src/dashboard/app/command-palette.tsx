import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import {
  Bookmark,
  CheckCheck,
  ChevronLeft,
  ChevronRight,
  Columns3,
  CornerDownRight,
  Database,
  Download,
  FilterX,
  Keyboard,
  Languages,
  ListChecks,
  ListFilter,
  Moon,
  Pencil,
  Rows3,
  ScrollText,
  Search,
  Sun,
  Table2,
  Tags,
  UserCog,
  UserRound,
  WandSparkles,
  type LucideIcon,
} from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { PaletteDialog } from '#dashboard/features/palette/palette-dialog.tsx'
import type { PaletteEntry, PaletteGroup } from '#dashboard/features/palette/palette-entry.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import {
  commandKeys,
  currentCommands,
  type Command,
  type CommandId,
} from '#dashboard/lib/commands.ts'
import { readAddress } from '#dashboard/domain/address-search.ts'
import { contactsSearch } from '#dashboard/domain/contacts-search.ts'
import { densities, setDensity } from '#dashboard/lib/density.ts'
import { changeLanguage, languages } from '#dashboard/lib/i18n.ts'
import { keyNames } from '#dashboard/lib/key-names.ts'
import { parseSearch } from '#dashboard/domain/search-text.ts'
import { setTheme, useTheme } from '#dashboard/lib/theme.ts'
import { useNamedViews } from '#dashboard/domain/saved-views.ts'
import { localViews } from '#dashboard/domain/view-takeover.ts'
import { contactLink, contactsLink, jobLink, newContactLink } from '#dashboard/domain/links.ts'
import { jobQueries } from '#dashboard/domain/job-queries.ts'
import { useJobTitles } from '#dashboard/domain/job-title.ts'
import { kindNames } from '#dashboard/domain/source-kinds.ts'
import { useContactGroup } from './palette-contact.ts'
import { sectionIcons } from './section-icon.tsx'
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
  const { panel } = useSearch({ strict: false })
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const source = sources.find(({ id }) => id === params.source) ?? sources[0]
  const rights = useQuery(sessionQueries.current()).data?.installation ?? []
  const isDark = useTheme() === 'dark'
  const saved = useNamedViews(source?.id)
  const local = source ? localViews(source.id) : []

  const openList = (id: string, address: string, view?: string) =>
    void navigate(contactsLink(id, { ...readAddress(contactsSearch, parseSearch(address)), view }))
  const current = {
    id: Number(params.id ?? panel),
    source: source?.id ?? '',
  }
  const isContactShown = Number.isSafeInteger(current.id)
  const ofContact = useContactGroup(source, isContactShown ? current.id : undefined)
  const jobs = useQuery({
    ...jobQueries.list(source?.id ?? '', 1),
    enabled: source !== undefined,
  }).data?.items
  const titleOf = useJobTitles(source?.id ?? '', jobs ?? [])
  const commands = currentCommands().filter(({ id, isOff }) => id !== 'palette' && !isOff)
  const entryOf = ({ id, run, of }: Command): PaletteEntry => ({
    key: id,
    text: t(`commands.${id}`),
    detail: of,
    icon: commandIcons[id],
    keys: keyNames(commandKeys[id].slice(0, 1)),
    run,
  })
  const group = (key: GroupKey, entries: PaletteEntry[]): PaletteGroup => ({
    key,
    label: t(`palette.groups.${key}`),
    entries,
  })
  const groups: PaletteGroup[] = [
    group('selected', commands.filter(({ of }) => of !== undefined).map(entryOf)),
    ...(ofContact ? [ofContact] : []),
    group('commands', commands.filter(({ of }) => of === undefined).map(entryOf)),
    group('pages', [
      ...(source ? sectionsOf(source, sources, i18n.getFixedT(null, 'translation')) : []).map(
        ({ name, text }): PaletteEntry => ({
          key: `page-${name}`,
          text,
          detail: source?.title,
          icon: sectionIcons[name],
          run: () =>
            source && void navigate({ to: `/$source/${name}`, params: { source: source.id } }),
        }),
      ),
      {
        key: 'page-sources',
        text: t('navigation.sources'),
        icon: Database,
        run: () => void navigate({ to: '/sources' }),
      },
      // Pages for admins.
      ...(['users', 'audit'] as const)
        .filter((page) => rights.includes(page))
        .map((page): PaletteEntry => ({
          key: `page-${page}`,
          text: t(`navigation.${page}`),
          icon: page === 'users' ? UserCog : ScrollText,
          run: () => void navigate({ to: `/${page}` }),
        })),
    ]),
    group('views', [
      ...saved.map(({ id, name, search }): PaletteEntry => ({
        key: `view-${id}`,
        text: name,
        isName: true,
        icon: ListFilter,
        run: () => source && openList(source.id, search, id),
      })),
      ...local.map(({ name, address }, index): PaletteEntry => ({
        key: `view-of-browser-${index}`,
        text: name,
        isName: true,
        icon: ListFilter,
        run: () => source && openList(source.id, address),
      })),
    ]),
    group(
      'sources',
      sources.map(({ id, title, kind }): PaletteEntry => ({
        key: `source-${id}`,
        text: t('palette.goTo', { source: title }),
        detail: kindNames[kind],
        icon: Database,
        run: () => openList(id, ''),
      })),
    ),
    group('settings', [
      {
        key: 'theme',
        text: t(isDark ? 'translation:app.toLight' : 'translation:app.toDark'),
        icon: isDark ? Sun : Moon,
        run: () => setTheme(isDark ? 'light' : 'dark'),
      },
      ...languages
        .filter((language) => language !== i18n.language)
        .map((language): PaletteEntry => ({
          key: `language-${language}`,
          text: t(`palette.languages.${language}`),
          icon: Languages,
          run: () => void changeLanguage(i18n, language),
        })),
      ...densities.map((density): PaletteEntry => ({
        key: `density-${density}`,
        text: `${t('setup:columns.density')}: ${t(`setup:columns.densities.${density}`)}`,
        icon: Rows3,
        run: () => setDensity(density),
      })),
    ]),
    group(
      'jobs',
      (jobs ?? []).slice(0, shownJobs).map((job): PaletteEntry => ({
        key: `job-${job.id}`,
        text: titleOf(job),
        icon: ListChecks,
        run: () => source && void navigate(jobLink(source.id, job.id)),
      })),
    ),
  ]
  const others = sources.filter((other) => other !== source)
  return (
    <PaletteDialog
      typed={typed}
      sources={source ? [source, ...others] : others}
      current={isContactShown ? current : undefined}
      groups={groups}
      onContact={(of, { id }) => void navigate(contactLink(of, id))}
      onSearch={(of, search) => void navigate(contactsLink(of, { search }))}
      onCreate={(of, contact) => void navigate(newContactLink(of, contact))}
      onClose={onClose}
    />
  )
}

type GroupKey = 'selected' | 'commands' | 'pages' | 'views' | 'sources' | 'settings' | 'jobs'

const shownJobs = 5 // those somebody may want to look at again

const commandIcons: Record<CommandId, LucideIcon> = {
  palette: Search,
  sheet: Keyboard,
  search: Search,
  rows: CornerDownRight,
  addFilter: ListFilter,
  clearFilters: FilterX,
  views: Bookmark,
  columns: Columns3,
  nextPage: ChevronRight,
  previousPage: ChevronLeft,
  selectPage: CheckCheck,
  export: Download,
  assign: UserRound,
  tag: Tags,
  editSelected: Pencil,
  normalisePhones: WandSparkles,
  editByRow: Table2,
}
