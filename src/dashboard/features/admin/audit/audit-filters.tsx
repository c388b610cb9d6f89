import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { auditAction, auditOutcome } from '#contract/api/audit.ts'
import { personName } from '#dashboard/domain/audit-changes.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { DateRangeInput } from '#dashboard/ui/date-range-input.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { auditQueries } from './audit-queries.ts'
import { dayOf, periods, type AuditSearch } from './audit-search.ts'

type Props = {
  search: AuditSearch
  onSearch: (search: AuditSearch) => void
}

const week = 6 * 86_400_000 // milliseconds between its first and last day

/** The conditions of the log; each change is a new address. */
export function AuditFilters({ search, onSearch }: Props) {
  const { t } = useTranslation(['audit'])
  const people = useQuery(auditQueries.people()).data?.items ?? []
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const set = (change: AuditSearch) => onSearch({ ...search, ...change })
  const isCustom = search.from !== undefined || search.to !== undefined
  const period = isCustom ? 'custom' : String(search.days ?? '')
  const choosePeriod = (next: string) => {
    const open = { days: undefined, from: undefined, to: undefined }
    const now = toServerTime(Date.now())
    if (next === 'custom') set({ ...open, from: dayOf(now - week), to: dayOf(now) })
    else set({ ...open, ...(next !== '' && { days: Number(next) }) })
  }
  const pick =
    (name: 'person' | 'source' | 'action' | 'outcome') =>
    (value: string): void =>
      onSearch({
        ...search,
        [name]: value === '' ? undefined : value,
        // The ID of a contact means nothing in another source.
        ...(name === 'source' && { contact: undefined }),
      })
  return (
    <div role="group" aria-label={t('filters.label')} className="my-4 grid gap-3">
      <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
        <Filter
          label={t('filters.period')}
          value={period}
          options={[
            { value: '', text: t('filters.anyTime') },
            ...periods.map((days) => ({ value: String(days), text: t(`filters.days${days}`) })),
            { value: 'custom', text: t('filters.custom') },
          ]}
          onChange={choosePeriod}
        />
        <Filter
          label={t('filters.person')}
          value={search.person ?? ''}
          options={[
            { value: '', text: t('filters.anyone') },
            ...people.map(({ id, name }) => ({ value: id, text: personName(name, t) })),
          ]}
          onChange={pick('person')}
        />
        <Filter
          label={t('filters.action')}
          value={search.action ?? ''}
          options={[
            { value: '', text: t('filters.anyAction') },
            ...auditAction.options.map((value) => ({ value, text: t(`actions.${value}`) })),
          ]}
          onChange={pick('action')}
        />
        <Filter
          label={t('filters.source')}
          value={search.source ?? ''}
          options={[
            { value: '', text: t('filters.anySource') },
            ...sources.map(({ id, title }) => ({ value: id, text: title })),
          ]}
          onChange={pick('source')}
        />
        <Filter
          label={t('filters.outcome')}
          value={search.outcome ?? ''}
          options={[
            { value: '', text: t('filters.anyOutcome') },
            ...auditOutcome.options.map((value) => ({ value, text: t(`outcomes.${value}`) })),
          ]}
          onChange={pick('outcome')}
        />
      </div>
      {isCustom && <Days search={search} onChange={set} />}
      {(search.job !== undefined || search.contact !== undefined) && (
        <div className="flex flex-wrap gap-2">
          {search.job !== undefined && (
            <Removable name={t('filters.job')} onRemove={() => set({ job: undefined })} />
          )}
          {search.contact !== undefined && (
            <Removable
              name={t('filters.contact', { id: search.contact })}
              onRemove={() => set({ contact: undefined })}
            />
          )}
        </div>
      )}
    </div>
  )
}

type FilterProps = {
  label: string
  value: string
  options: { value: string; text: string }[]
  onChange: (value: string) => void
}

/** Wide enough for most of its options, and marked while it narrows the list. */
const Filter = (props: FilterProps) => (
  <span className="min-w-0 sm:w-46" data-set={props.value !== ''}>
    <SelectBox {...props} />
  </span>
)

type DaysProps = { search: AuditSearch; onChange: (change: AuditSearch) => void }

/** Two days; one that is not understood yet changes nothing. */
function Days({ search, onChange }: DaysProps) {
  const { t } = useTranslation('audit')
  const id = useId()
  const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)
  return (
    <div className="w-full max-w-84">
      <DateRangeInput
        id={id}
        label={t('filters.period')}
        value={{ from: search.from ?? '', to: search.to ?? '' }}
        timeZone={null}
        onChange={({ from, to }) => {
          if (isDay(from) && isDay(to) && from <= to) onChange({ from, to })
        }}
      />
    </div>
  )
}

function Removable({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation('audit')
  return (
    <Button aria-label={t('filters.remove', { name })} data-tip="" onClick={onRemove}>
      {name}
      <X aria-hidden className="size-4" />
    </Button>
  )
}
