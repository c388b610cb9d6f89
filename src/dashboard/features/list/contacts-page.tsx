import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import type { Column } from '#dashboard/domain/contact-columns.ts'
import {
  isFilterPending,
  type ContactsQuery,
  type ContactsSearch,
} from '#dashboard/domain/contacts-search.ts'
import { sortByHead } from '#dashboard/domain/contacts-sort.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { ContactsBody } from './contacts-body.tsx'
import {
  useColumnName,
  useListedFields,
  type CellContext,
  type ListTable,
} from './contacts-columns.ts'
import { matchKey, emptySelection, useSelection, withNewer } from './contacts-selection.tsx'
import { useContactsCommands } from './contacts-commands.ts'
import { useContactsCount } from './contacts-count.ts'
import { ContactsFooter } from './contacts-footer.tsx'
import { contactsQueries } from './contacts-queries.ts'
import { useContactsTable } from './contacts-table-state.ts'
import { ContactsToolbar } from './contacts-toolbar.tsx'
import type { SelectionBarProps } from './contacts-selection-bar.tsx'
import { useCellContext, useIsPhone, useLastStable } from './contacts-rendering.ts'
import { useOnceIdle, usePaging } from './contacts-paging.ts'

const ContactsNotes = lazyPart(() => import('./contacts-notes.tsx'), 'ContactsNotes')
const ContactsRowMenu = lazyPart(() => import('./contacts-row-menu.tsx'), 'ContactsRowMenu')
const ContactsSelectionBar = lazyPart(
  () => import('./contacts-selection-bar.tsx'),
  'ContactsSelectionBar',
)

const MirrorSlot = lazyPart(() => import('./mirror/mirror-slot.tsx'), 'MirrorSlot')

type Props = {
  source: Source
  query: ContactsQuery
  columns: Column[]
  /** Whether the order that was asked for has to wait for the local copy. */
  isSortPending: boolean
  /** Instead of the rows, if the source rejects parameters of the query. */
  renderRejected: (rejected: readonly { name: string }[]) => ReactNode
  /** The contact in the side panel. */
  panel: number | undefined
  onChange: (change: Partial<ContactsSearch>) => void
  onColumnsChange: (columns: Column[]) => void
  /** Clears the search and every filter. */
  onClear: () => void
  /** URL of a contact's page, for links; `onOpen` navigates to it. */
  hrefFor: (id: number) => string
  /** URL of a company's page; omitted: companies have none. */
  companyHref?: ((id: number) => string) | undefined
  onOpen: (id: number) => void
  /** The contact that was opened last; its row takes the focus. */
  returnedFrom?: number | undefined
  /** Called once when rows are rendered: other parts may then be loaded. */
  onShown: () => void
  /** The source's capabilities have changed and should be read again. */
  onCapabilitiesChange: () => void
  /** Slots for other features: views, filter bar, columns, panel and export. */
  views: ReactNode
  filters: ReactNode
  renderSetUp: (table: ListTable) => ReactNode
  /** Actions that the toolbar offers beside the export. */
  actions?: ReactNode
  mainAction?: ReactNode
  renderPanel: (id: number, onClose: () => void) => ReactNode
  /** Exports the selected contacts, or all that match. */
  renderExport: (selected: Contact[] | undefined, onClose: () => void) => ReactNode
  /** Further actions for the selected contacts. */
  /** Editing in the cells, for those who may. */
  renderCells?: (contacts: readonly Contact[], readAt: number) => ReactNode
  renderSelectionActions?: SelectionBarProps['renderActions']
}

const noContacts: Contact[] = []

export function ContactsPage(props: Props) {
  const { source, query, columns, panel, onChange, onClear, hrefFor, onOpen, returnedFrom } = props
  const { t } = useTranslation()
  const { capabilities } = source
  const definitions = useListedFields(source.id, columns)
  const columnName = useColumnName(definitions)
  const isPending = isFilterPending(query.filters, capabilities)
  const page = useQuery({ ...contactsQueries.page(source.id, query), enabled: !isPending })
  const isPageLoading = page.isPlaceholderData
  const rowsKey = useLastStable(JSON.stringify({ ...query, columns: [] }), !isPageLoading)
  const shownSort = useLastStable(query.sort ?? '', !isPageLoading)
  const readAt = useLastStable(page.dataUpdatedAt, !isPageLoading)
  const [draw, setDraw] = useState<CellContext['draw']>()
  const context = useCellContext(readAt, hrefFor, draw, props.companyHref)
  const [selection, updateSelection] = useSelection(source.id)
  const counting = useContactsCount(source, query, updateSelection)
  const table = useContactsTable({
    source: source.id,
    can: capabilities,
    definitions,
    layout: columns,
    onLayoutChange: props.onColumnsChange,
    contacts: page.data?.items ?? noContacts,
    selection,
    updateSelection,
  })
  const [menu, setMenu] = useState<{ contact: Contact; left: number; top: number }>()
  const [exporting, setExporting] = useState<'all' | 'selected'>()
  const mayExport = mayAt(source, 'export')
  const scroller = useRef<HTMLDivElement>(null)
  useOnceIdle(page.data !== undefined, props.onShown)
  const goToPage = usePaging({ source, query, page, isPageLoading, onChange })

  useContactsCommands({
    can: capabilities,
    query,
    isPending,
    shown: isPageLoading ? undefined : page.data,
    goToPage,
    onSelectPage: () => table.toggleAllRowsSelected(true),
    onExport: mayExport
      ? () => setExporting(selection.contacts.size > 0 ? 'selected' : 'all')
      : null,
    onClear,
  })

  const search = (text: string) => onChange({ search: text, page: 1 })
  const showBeside = (id: number) => onChange({ panel: id })
  const closePanel = () => onChange({ panel: undefined })
  // When the panel closes with the focus inside, its row takes the focus.
  const lastPanel = useRef(panel)
  useEffect(() => {
    if (lastPanel.current && !panel && document.activeElement === document.body) {
      const row = document.querySelector<HTMLElement>(`[data-open="${lastPanel.current}"]`)
      ;(row ?? scroller.current)?.focus()
    }
    lastPanel.current = panel
  }, [panel])
  // Selected contacts are copied and exported as last read, not as when they were selected.
  const read = page.data?.items
  const refreshSelected = useEffectEvent((rows: Contact[]) => {
    // An update without effect would make React retain it, and these rows, until the selection
    // changes.
    if (rows.some(({ id }) => selection.contacts.has(id)))
      updateSelection((old) => withNewer(old, rows))
  })
  useEffect(() => {
    if (read) refreshSelected(read)
  }, [read])
  const isBarShown = selection.contacts.size > 0 || counting.state === 'running'
  return (
    <section className="flex min-h-0 flex-1">
      <div
        // The container that bars fold by: a panel narrows it. Not on phones, where sheets are fixed.
        className="contacts-column sm:@container"
      >
        {/* The marked section says it to those who see; on paper nothing else does. */}
        <h1 className="sr-only text-title font-strong print:not-sr-only">{t('contacts.title')}</h1>
        <ContactsToolbar
          query={query}
          capabilities={capabilities}
          onSearch={search}
          filters={props.filters}
          views={props.views}
          setUp={props.renderSetUp(table)}
          onExport={mayExport ? (isPending ? undefined : () => setExporting('all')) : null}
          actions={props.actions}
          mainAction={props.mainAction}
          isPhone={useIsPhone()}
        />
        <div className="contacts-box">
          {page.isFetching && page.data && <div className="progress-bar after-a-moment" />}
          <div
            ref={scroller}
            tabIndex={-1}
            data-scroll-restoration-id="contacts"
            className="contacts-scroller"
          >
            <ContactsBody
              page={page}
              query={query}
              isPending={isPending}
              source={source}
              onSearch={search}
              renderRejected={props.renderRejected}
              shownSort={shownSort || undefined}
              onFirstPage={() => goToPage({ page: 1 })}
              onClear={onClear}
              onRetry={() => {
                // The button is about to unmount; the focus moves to the table.
                scroller.current?.focus()
                void page.refetch()
              }}
              view={{
                table,
                columnName,
                can: capabilities,
                onSort: (field, isAdded) => {
                  const sort = sortByHead(query.sort, field, isAdded, capabilities.maxSorts)
                  onChange({ sort, page: 1 })
                },
                rowsKey,
                context,
                onOpen,
                // A second time it leads into the panel.
                onQuickView: (id) =>
                  id === panel
                    ? document.querySelector<HTMLElement>('.side-panel h2')?.focus()
                    : showBeside(id),
                onActions: (contact, button) => {
                  const { left, bottom } = button.getBoundingClientRect()
                  setMenu({ contact, left, top: bottom })
                },
                returnedFrom,
              }}
            />
            <Suspense>
              <ContactsNotes
                {...{ source, query, columns, page, readAt, counting, panel }}
                onPanel={showBeside}
                onDraw={setDraw}
                onSearch={search}
                renderCells={props.renderCells}
              />
            </Suspense>
          </div>
        </div>
        <ContactsFooter
          shown={page.data}
          query={query}
          pageSizes={capabilities.pageSizes}
          isPageLoading={isPageLoading}
          onQueryChange={goToPage}
          mirror={
            (capabilities.mirror || props.isSortPending) && (
              <Suspense>
                <MirrorSlot
                  source={source}
                  query={query}
                  readAt={readAt}
                  asOf={page.data?.asOf ?? null}
                  isSortPending={props.isSortPending}
                  onCapabilitiesChange={props.onCapabilitiesChange}
                />
              </Suspense>
            )
          }
          selection={
            isBarShown && (
              <Suspense>
                <ContactsSelectionBar
                  selection={selection}
                  shownKey={matchKey(query)}
                  table={table}
                  hasMore={query.page > 1 || (page.data?.hasNext ?? false)}
                  total={page.data?.total ?? null}
                  counting={counting}
                  renderActions={props.renderSelectionActions}
                  onExport={mayExport ? () => setExporting('selected') : null}
                  onClear={() => {
                    scroller.current?.focus()
                    updateSelection(() => emptySelection)
                  }}
                />
              </Suspense>
            )
          }
        />
      </div>
      {panel !== undefined && props.renderPanel(panel, closePanel)}
      {menu && (
        <Suspense>
          <ContactsRowMenu
            contact={menu.contact}
            position={menu}
            href={hrefFor(menu.contact.id)}
            outerHref={source.contactUrl?.replace('{id}', String(menu.contact.id))}
            sourceTitle={source.title}
            onQuickView={() => showBeside(menu.contact.id)}
            onClose={() => setMenu(undefined)}
          />
        </Suspense>
      )}
      {exporting &&
        props.renderExport(
          exporting === 'selected' ? [...selection.contacts.values()] : undefined,
          () => setExporting(undefined),
        )}
    </section>
  )
}
