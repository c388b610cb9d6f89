import { Download } from 'lucide-react'
import { Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { maxSearchLength } from '#contract/api/contacts.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { SearchBox } from '#dashboard/ui/search-box.tsx'

type Props = {
  query: ContactsQuery
  capabilities: Capabilities
  onSearch: (search: string) => void
  views: ReactNode
  /** The filter bar, and the menus of columns and sorting. */
  filters: ReactNode
  setUp: ReactNode
  /** Undefined while nothing can be exported; null: one may not. */
  onExport: (() => void) | undefined | null
  actions: ReactNode
  /** The main action, which is never folded away. */
  mainAction: ReactNode
  isPhone: boolean
}

/** Views with what one needs less often, then search and filter; on phones one line, and a sheet. */
export function ContactsToolbar(props: Props) {
  const { query, capabilities, onSearch, filters, setUp, onExport, actions, isPhone } = props
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const tools = (
    <>
      {setUp}
      {onExport !== null && (
        <Button
          look="quiet"
          data-tip={t('contacts.export')}
          className="folds-first"
          aria-disabled={!onExport}
          onClick={() => {
            setIsOpen(false)
            onExport?.()
          }}
        >
          <Download aria-hidden className="size-4" />
          <span>{t('contacts.export')}</span>
        </Button>
      )}
      {actions}
    </>
  )
  // Room of its own at once: it is loaded after the rows.
  const views = (
    <div className="views-slot">
      <Suspense>{props.views}</Suspense>
    </div>
  )
  return (
    <>
      {!isPhone && (
        <div className="views-line">
          {views}
          {tools}
          {props.mainAction}
        </div>
      )}
      <div className="contacts-toolbar">
        {capabilities.search && (
          <SearchBox
            label={t('contacts.search')}
            placeholder={t('contacts.searchHint')}
            clearLabel={t('contacts.clearSearch')}
            value={query.search}
            maxLength={maxSearchLength}
            onSearch={(text) => onSearch(cleanText(text))}
          />
        )}
        {isPhone && views}
        {filters}
        {isPhone && (
          <>
            <Popover
              label={t('contacts.actionsColumn')}
              isOpen={isOpen}
              onClose={() => setIsOpen(false)}
              className="max-sm:h-auto"
              trigger={
                <Button
                  id="list-tools"
                  look="quiet"
                  aria-label={t('contacts.actionsColumn')}
                  data-tip=""
                  aria-haspopup="dialog"
                  aria-expanded={isOpen}
                  className="ml-auto text-quiet px-2.5 max-sm:w-11"
                  onClick={() => setIsOpen(!isOpen)}
                >
                  <span aria-hidden>•••</span>
                </Button>
              }
            >
              <div className="sheet-tools">{tools}</div>
            </Popover>
            {props.mainAction}
          </>
        )}
      </div>
    </>
  )
}
