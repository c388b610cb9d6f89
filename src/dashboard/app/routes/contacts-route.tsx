import { useQueryClient } from '@tanstack/react-query'
import { createRoute, redirect, stripSearchParams, useRouter } from '@tanstack/react-router'
import { ListPlus, Plus } from 'lucide-react'
import { Suspense, useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { lastList, lastOpened } from '#dashboard/app/tab-memory.ts'
import { useTitle } from '#dashboard/app/use-title.ts'
import { ColumnsMenu } from '#dashboard/features/list/columns/columns-menu.tsx'
import { ContactsPage } from '#dashboard/features/list/contacts-page.tsx'
import { SortMenu } from '#dashboard/features/list/sorting/sort-menu.tsx'
import { FilterBar } from '#dashboard/features/list/filters/filter-bar.tsx'
import { addressReader, readAddress } from '#dashboard/domain/address-search.ts'
import {
  isLayout,
  storedLayout,
  printLayout,
  readLayout,
  type Column,
  type Knows,
} from '#dashboard/domain/contact-columns.ts'
import {
  contactsSearch,
  contactsSearchDefaults,
  isSortPending,
  noFilters,
  toQuery,
  unsupportedParts,
  type ContactsSearch,
} from '#dashboard/domain/contacts-search.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'
import { parseSearch, stringifySearch } from '#dashboard/domain/search-text.ts'
import {
  companyHrefs,
  contactHref,
  contactLink,
  fromList,
  gridLink,
  newContactLink,
} from '#dashboard/domain/links.ts'
import { LinkButton } from '#dashboard/ui/link-button.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { loadAhead, readAhead, readCapabilities } from './contacts-ahead.ts'
import { AddressProblem, sourceRoute } from './source-route.tsx'

const ContactPanel = lazyPart(() => import('./contact-view.tsx'), 'ContactPanelView')

const ExportDialog = lazyPart(() => import('./export-view.tsx'), 'ExportView')

const ContactsCells = lazyPart(() => import('./contacts-cells-view.tsx'), 'ContactsCellsView')
const ViewTabs = lazyPart(() => import('#dashboard/features/list/views/view-tabs.tsx'), 'ViewTabs')

const SelectionActions = lazyPart(() => import('./selection-actions.tsx'), 'SelectionActions')

export const contactsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts',
  validateSearch: addressReader(contactsSearch),
  search: { middlewares: [stripSearchParams(contactsSearchDefaults)] },
  beforeLoad: ({ params, search }) => {
    // Stored columns are restored through the URL, so that it always describes what is shown.
    const columns = readPreference(`columns.${params.source}`)
    const isDamaged = search.notUnderstood !== undefined
    if (search.columns === undefined && columns && isLayout(columns) && !isDamaged)
      throw redirect({
        to: '/$source/contacts',
        params,
        search: { ...search, columns },
        replace: true,
      })
  },
  component: ContactsRoute,
})

function ContactsRoute() {
  const source = sourceRoute.useLoaderData()
  const asked = contactsRoute.useSearch()
  const navigate = contactsRoute.useNavigate()
  const { t } = useTranslation()
  useTitle(`${t('contacts.title')} · ${source.title}`)
  const { capabilities } = source
  const client = useQueryClient()
  const router = useRouter()
  const { history } = router
  useEffect(() => {
    const { panel: _panel, ...shown } = asked
    lastList.remember(source.id, shown)
  }, [asked, source.id])

  const change = (next: Partial<ContactsSearch>, isContinued = false) => {
    if ('columns' in next) writePreference(`columns.${source.id}`, next.columns)
    const { isPanelEntry } = history.location.state
    if ('panel' in next && next.panel === undefined && isPanelEntry) return history.back()
    const replace =
      isContinued ||
      Boolean(next.search && asked.search) ||
      'columns' in next ||
      'view' in next ||
      (next.panel !== undefined && asked.panel !== undefined)
    void navigate({
      search: (old) => ({ ...old, ...next }),
      // Paging, starting a search, filters and opening the panel add history entries; continued
      // typing, resizing columns and switching the contact in the panel do not.
      replace,
      state: replace ? (old) => old : { isPanelEntry: next.panel !== undefined },
      resetScroll: false,
    })
  }
  const clear = () => change({ ...noFilters, search: '', page: 1 })
  const hrefFor = useCallback((id: number) => contactHref(source.id, id), [source.id])
  const hasCompanies = capabilities.companies?.details === true
  const companyHref = useMemo(
    () => (hasCompanies ? companyHrefs(source.id) : undefined),
    [hasCompanies, source.id],
  )
  const beforeOpen = useCallback(
    (id: number) => {
      lastOpened.remember(source.id, id)
      void readAhead(client, source.id, id)
    },
    [client, source.id],
  )
  const open = useCallback(
    (id: number) => {
      beforeOpen(id)
      void navigate({
        ...contactLink(source.id, id),
        state: fromList,
      })
    },
    [beforeOpen, navigate, source.id],
  )
  const { knows } = capabilities
  const query = toQuery(asked, capabilities)
  const unsupported = unsupportedParts(asked, capabilities)
  const columns = useMemo(() => readLayout(asked.columns, knows), [asked.columns, knows])
  const changeColumns = (next: Column[]) => change({ columns: storedLayout(next, knows) })
  if (Object.keys(unsupported).length > 0)
    return (
      <Suspense>
        <AddressProblem parts={unsupported} />
      </Suspense>
    )
  return (
    <ContactsPage
      key={source.id}
      source={source}
      query={query}
      columns={columns}
      isSortPending={isSortPending(asked, capabilities)}
      renderRejected={(rejected) => (
        <Suspense>
          <AddressProblem parts={asked} rejected={rejected} />
        </Suspense>
      )}
      panel={asked.panel}
      onChange={change}
      onColumnsChange={changeColumns}
      onClear={clear}
      hrefFor={hrefFor}
      companyHref={companyHref}
      onOpen={open}
      onShown={loadAhead}
      onCapabilitiesChange={() => void readCapabilities(client, router, source.id)}
      returnedFrom={lastOpened.id(source.id)}
      actions={
        capabilities.writes?.create &&
        mayAt(source, 'bulk') && (
          <LinkButton
            {...gridLink(source.id)}
            state={fromList}
            aria-label={t('contacts.addSeveralContacts')}
            data-tip=""
            look="quiet"
            className="folds-first"
          >
            <ListPlus aria-hidden className="size-4" />
            <span>{t('contacts.addSeveral')}</span>
          </LinkButton>
        )
      }
      mainAction={
        capabilities.writes?.create && (
          <LinkButton
            look="primary"
            {...newContactLink(source.id)}
            state={fromList}
            data-tip={t('contacts.new')}
            className="folds-late bare-on-phone"
          >
            <Plus aria-hidden className="mx-auto size-4" />
            <span>{t('contacts.new')}</span>
          </LinkButton>
        )
      }
      filters={
        <FilterBar
          source={source}
          query={query}
          onChange={(filters, isContinued) => change({ ...filters, page: 1 }, isContinued)}
          onClear={() => change({ ...noFilters, page: 1 })}
        />
      }
      views={
        <ViewTabs
          source={source}
          opened={asked.view}
          address={addressOf(asked, knows)}
          normalize={(search) => addressOf(read(search), knows)}
          onOpen={(search, view) => void navigate({ search: { ...read(search), view } })}
          onSelect={(view) => change({ view })}
        />
      }
      renderSetUp={(table) => (
        <>
          <ColumnsMenu
            source={source}
            table={table}
            onReset={() => change({ columns: undefined })}
          />
          <SortMenu
            source={source}
            sort={query.sort}
            onSort={(sort) => change({ sort, page: 1 })}
          />
        </>
      )}
      renderPanel={(id, close) => (
        // Room for the panel at once, so that the list does not move when it is loaded.
        <Suspense fallback={<div className="w-[min(var(--panel),50vw)] max-lg:hidden" />}>
          <ContactPanel
            key={id}
            source={source}
            id={id}
            onClose={close}
            onOpen={() => beforeOpen(id)}
          />
        </Suspense>
      )}
      renderExport={(selected, onClose) => (
        <Suspense>
          <ExportDialog
            source={source}
            query={query}
            shown={columns.map(({ id }) => id)}
            selected={selected?.map(({ id }) => id)}
            onClose={onClose}
          />
        </Suspense>
      )}
      {...(capabilities.writes?.edit && {
        renderCells: (contacts, readAt) => (
          <ContactsCells source={source} contacts={contacts} readAt={readAt} />
        ),
      })}
      renderSelectionActions={(shown, render) => (
        <SelectionActions source={source} shown={shown} render={render} />
      )}
    />
  )
}

const read = (search: string): ContactsSearch => readAddress(contactsSearch, parseSearch(search))

/**
 * The query string of what the list shows: sorted, and with columns even if they are the defaults,
 * so that a shared URL shows the same to all users.
 */
function addressOf(
  { page: _page, panel: _panel, view: _view, ...shown }: ContactsSearch,
  knows: Knows,
) {
  const search = {
    ...shown,
    columns: printLayout(readLayout(shown.columns, knows)),
    size: shown.size === contactsSearchDefaults.size ? '' : shown.size,
  }
  const entries = Object.entries(search).filter(([, value]) => value !== '' && value !== undefined)
  const inOrder = entries.toSorted(([item], [other]) => item.localeCompare(other))
  return stringifySearch(Object.fromEntries(inOrder)).slice(1)
}
