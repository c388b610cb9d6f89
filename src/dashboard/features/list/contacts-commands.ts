import type { ContactPage } from '#contract/api/contacts.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { useCommands } from '#dashboard/lib/commands.ts'
import { hasFilters } from '#dashboard/domain/contact-filters.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'

type ContactsActions = {
  can: Capabilities
  query: ContactsQuery
  /** Whether the filters cannot be answered yet. */
  isPending: boolean
  /** The shown page; undefined while another one is loading. */
  shown: ContactPage | undefined
  goToPage: (change: { page: number }) => void
  onSelectPage: () => void
  /** Null: one may not. */
  onExport: (() => void) | null
  onClear: () => void
}

/** Commands of the list for keyboard and palette. */
export function useContactsCommands(actions: ContactsActions) {
  const { can, query, shown, goToPage } = actions
  const hasNoFilter = can.filters.length === 0 && !can.operators
  useCommands([
    { id: 'search', isOff: !can.search, run: () => control('[role=search] input')?.focus() },
    {
      id: 'rows',
      isOff: !shown?.items.length,
      run: () => control('.contacts-row [data-open][tabindex="0"]')?.focus(),
    },
    { id: 'addFilter', isOff: hasNoFilter, run: () => press('#add-filter') },
    {
      id: 'clearFilters',
      isOff: !query.search && !hasFilters(query.filters),
      run: actions.onClear,
    },
    { id: 'views', run: () => press('#views') },
    { id: 'columns', run: () => press('#columns') },
    { id: 'nextPage', isOff: !shown?.hasNext, run: () => goToPage({ page: query.page + 1 }) },
    { id: 'previousPage', isOff: query.page <= 1, run: () => goToPage({ page: query.page - 1 }) },
    { id: 'selectPage', isOff: !shown?.items.length, run: actions.onSelectPage },
    {
      id: 'export',
      isOff: actions.isPending || !actions.onExport,
      run: () => actions.onExport?.(),
    },
  ])
}

const control = (selector: string) => document.querySelector<HTMLElement>(selector)

/**
 * Clicks the control, so that the focus returns to it when the menu closes. On phones it may be in
 * a sheet, which then opens.
 */
function press(selector: string) {
  if (!control(selector)) control('#list-tools')?.click()
  control(selector)?.focus()
  control(selector)?.click()
}
