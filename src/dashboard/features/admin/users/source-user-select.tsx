import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { SelectBox } from '#dashboard/ui/select.tsx'

type Props = {
  source: string
  label: string
  /** The ID of the source's user. */
  value: number | undefined
  onChange: (user: number | null) => void
}

/** Which user of a source a person is; nothing where a source has no list of users. */
export function SourceUserSelect({ source, label, value, onChange }: Props) {
  const { t } = useTranslation('people')
  const users = useQuery(directoryQueries.users(source)).data?.items
  if (!users || users.length === 0) return null
  const known = value !== undefined && !users.some((user) => user.id === value)
  const select = (
    <SelectBox
      label={label}
      value={value === undefined ? '' : String(value)}
      options={[
        { value: '', text: t('users.nobodyThere') },
        // Somebody whom the source does not list any more.
        ...(known ? [{ value: String(value), text: `ID ${value}` }] : []),
        ...users.map((user) => ({ value: String(user.id), text: user.name })),
      ]}
      onChange={(next) => onChange(next === '' ? null : Number(next))}
    />
  )
  return <PhoneLabelled label={t('users.who')}>{select}</PhoneLabelled>
}

/** A control of a column whose header is not shown on phones. */
export const PhoneLabelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
    <span aria-hidden className="text-meta text-quiet sm:hidden">
      {label}
    </span>
    {children}
  </div>
)
