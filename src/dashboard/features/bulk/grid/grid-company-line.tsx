import { useQueryClient } from '@tanstack/react-query'
import { useState, type Dispatch } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundCompany } from '#contract/api/companies.ts'
import type { Source } from '#contract/api/sources.ts'
import { companyQueries, createCompany, mayHaveCreated } from '#dashboard/domain/company-queries.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import type { NamedCompanies } from '#dashboard/features/bulk/sheet/grid-companies.ts'
import { isWaiting, textAt, type GridRow } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import { showMessage } from '#dashboard/lib/notices.ts'

type Props = {
  source: Source
  rows: readonly GridRow[]
  /** The text of the cell. */
  name: string
  known: NamedCompanies
  dispatch: Dispatch<GridAction>
}

const maxOffered = 5

/** Which company the name in a cell means, or a new one; the answer is for all cells of that name. */
export function GridCompanyLine({ source, rows, name, known, dispatch }: Props) {
  const { t } = useTranslation(['grid', 'form', 'translation'])
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  const [made, setMade] = useState<{ name: string; isSending: boolean; problem?: string }>()
  const { state, equal, similar, hasMore } = known
  const cells = rows.filter((row) => isWaiting(row) && textAt(row, 'company').trim() === name)
  const own = made?.name === name ? made : undefined
  const canCreate = source.capabilities.companies?.create === true

  const take = ({ id, name: found }: FoundCompany) => {
    const text = found === null ? `#${id}` : `${found} #${id}`
    dispatch({ type: 'company', name, text })
  }
  const create = async () => {
    setMade({ name, isSending: true })
    const queryKey = companyQueries.searches(source.id)
    try {
      const result = await createCompany(source.id, { name, shown: equal.map(({ id }) => id) })
      if (result.outcome === 'created') {
        showMessage({ id: 'company-created', text: t('form:companies.created', { name }) })
        take(result.company)
        setMade(undefined)
      } else {
        await client.invalidateQueries({ queryKey })
        setMade({ name, isSending: false, problem: t('form:companies.exists', { name }) })
      }
    } catch (error) {
      void client.invalidateQueries({ queryKey })
      const problem = mayHaveCreated(error)
        ? t('form:companies.mayExist', { name })
        : t('form:companies.notCreated', { name, reason: messageFor(error).text })
      setMade({ name, isSending: false, problem })
    }
  }
  if (own?.isSending) return <p role="status">{t('form:companies.creating', { name })}</p>
  if (state === 'loading') return <p role="status">{t('company.searching', { name })}</p>
  if (state === 'failed') return <p role="status">{t('company.failed')}</p>
  const offered = [...equal, ...similar].slice(0, maxOffered)
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {own?.problem !== undefined && <span className="text-danger">{own.problem}</span>}
      {offered.length > 0 && <span className="text-quiet">{t('company.which')}</span>}
      {offered.map((company) => (
        <Action key={company.id} onClick={() => take(company)}>
          {company.name ?? `#${company.id}`} <Details company={company} />
        </Action>
      ))}
      {hasMore && <span className="text-quiet">{t('form:companies.more')}</span>}
      {canCreate && (
        <Action onClick={() => void create()}>
          {t(equal.length > 0 ? 'form:companies.createAnother' : 'form:companies.create', { name })}
        </Action>
      )}
      {cells.length > 1 && (
        <span className="text-quiet">{t('company.rows', { count: cells.length })}</span>
      )}
    </div>
  )
}

function Details({ company: { place, phone, contacts } }: { company: FoundCompany }) {
  const { t } = useTranslation('form')
  const count = contacts === null ? null : t('companies.contacts', { count: contacts })
  const parts = [place, phone && formatPhone(phone), count].filter((part) => part !== null)
  return parts.length > 0 && <span className="text-quiet">({parts.join(' · ')})</span>
}

function Action({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" onClick={onClick} className="link text-start pointer-coarse:min-h-11">
      {children}
    </button>
  )
}
