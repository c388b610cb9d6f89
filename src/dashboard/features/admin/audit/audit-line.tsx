import { ChevronRight, UserX } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#contract/api/audit.ts'
import type { Source } from '#contract/api/sources.ts'
import { personName, useAuditChanges } from '#dashboard/domain/audit-changes.ts'
import { contactLink } from '#dashboard/domain/links.ts'
import { formatMoment, formatTime } from '#dashboard/lib/format.ts'
import { Avatar } from '#dashboard/ui/avatar.tsx'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { AuditDetails } from './audit-details.tsx'
import { AuditOutcomeMark } from './audit-outcome-mark.tsx'

type Props = {
  entry: AuditEntry
  source: Source | undefined
  onJob: (job: string) => void
}

const grid =
  'grid items-center gap-x-4 gap-y-0.5 grid-cols-[minmax(0,1fr)_auto] sm:grid-cols-[4rem_minmax(0,12rem)_minmax(0,1fr)_minmax(0,8rem)_1.25rem]'

/** One entry: when, who and what in a line, and everything else when it is opened. */
export function AuditLine({ entry, source, onJob }: Props) {
  const { t, i18n } = useTranslation('audit')
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const isJob = isOfManyRows(entry)
  const action = actionText(entry, t)
  return (
    <li className="relative hover:bg-sunken/50">
      <div className={`${grid} px-4 py-2.5`}>
        <span className="whitespace-nowrap text-quiet tabular-nums max-sm:order-2 max-sm:text-meta">
          <Moment
            iso={entry.at}
            text={formatTime(Date.parse(entry.at), i18n.language)}
            exact={formatMoment(entry.at, i18n.language)}
          />
        </span>
        <Person entry={entry} />
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 max-sm:order-3">
          <span className="font-medium">{action}</span>
          {isJob ? (
            <span className="text-quiet tabular-nums">
              {t('rows', { count: entry.entries?.total ?? 0 })}
            </span>
          ) : (
            <>
              <About entry={entry} />
              <What entry={entry} />
            </>
          )}
          <AuditOutcomeMark entry={entry} />
        </span>
        <span className="truncate text-quiet max-sm:order-4 max-sm:col-span-2 max-sm:text-meta max-sm:empty:hidden">
          {source?.title ?? entry.source}
        </span>
        <button
          type="button"
          aria-label={t('details.toggle', { action })}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          className="after:absolute after:inset-x-0 after:top-0 after:h-full inline-flex justify-center rounded text-quiet max-sm:order-3 aria-expanded:after:h-14"
        >
          <ChevronRight
            aria-hidden
            className={`size-4 transition-transform duration-150 ${isOpen ? 'rotate-90' : ''}`}
          />
        </button>
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <AuditDetails entry={entry} isJob={isJob} onJob={onJob} />}
      </div>
    </li>
  )
}

function Person({ entry: { actor, address } }: { entry: AuditEntry }) {
  const { t } = useTranslation(['audit'])
  const isNobody = actor.id === 'nobody'
  const name = personName(actor.name, t)
  return (
    <span className="flex min-w-0 items-center gap-2.5 max-sm:order-1">
      {isNobody ? (
        <span aria-hidden className="avatar-box">
          <UserX className="size-3.5" />
        </span>
      ) : (
        <Avatar name={name} />
      )}
      <span className="min-w-0">
        <span translate="no" className={`block truncate ${isNobody ? 'text-quiet' : ''}`}>
          {name}
        </span>
        {address !== null && (
          <span translate="no" className="block truncate text-meta text-quiet tabular-nums">
            {address}
          </span>
        )}
      </span>
    </span>
  )
}

/** The contact, or what else the entry is about; an export is described by its details. */
function About({ entry: { source, contact, subject, action } }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  if (contact !== null) {
    const { id, name } = contact
    const text = name || (id === null ? t('newContact') : t('contactId', { id }))
    if (id === null || source === null) return <span translate="no">{text}</span>
    return (
      <span translate="no" className="relative z-1 min-w-0">
        <TextLink {...contactLink(source, id)}>{text}</TextLink>
      </span>
    )
  }
  if (subject === null || action === 'export') return null
  return <span translate="no">{subject}</span>
}

const maxNamed = 3

/** What they are about is a person, and what happened is their first detail. */
const ofAccount = new Set<AuditEntry['action']>([
  'signIn',
  'signInFailed',
  'roleChange',
  'userChange',
])

/**
 * Names of what was changed of a contact, how somebody signed in, what became of an account, and why a key
 * was refused and how often, so that most lines need not be opened.
 */
function What({ entry }: { entry: AuditEntry }) {
  const changes = useAuditChanges(entry)
  if (entry.action === 'keyRefused') {
    const [problem] = changes
    const further = changes.find((_, at) => entry.details[at]?.attribute === 'furtherAttempts')
    const text = further ? `${further.label}: ${further.after}` : problem?.after
    return <span className="min-w-0 truncate text-quiet">{text}</span>
  }
  if (ofAccount.has(entry.action)) {
    const [first] = changes
    if (!first) return null
    const { label, before, after } = first
    const text = before === undefined ? after : `${label}: ${before} → ${after}`
    return <span className="min-w-0 truncate text-quiet">{text}</span>
  }
  if (entry.action !== 'contactEdit' && entry.action !== 'undo') return null
  const names = changes.map(({ label }) => label)
  const shown = [...names.slice(0, maxNamed), ...(names.length > maxNamed ? ['…'] : [])]
  return <span className="min-w-0 truncate text-quiet">{shown.join(', ')}</span>
}

/** The first entry of a job that has more: its line stands for all of them. */
const isOfManyRows = ({ entries }: AuditEntry): boolean => (entries?.total ?? 1) > 1

/** What a job does to many contacts at once. */
const ofManyRows = [
  'contactCreate',
  'contactEdit',
  'contactLink',
  'chatLink',
  'statusSet',
  'undo',
] as const

function actionText(entry: AuditEntry, t: ReturnType<typeof useTranslation<'audit'>>['t']): string {
  const { action } = entry
  const many = isOfManyRows(entry) && ofManyRows.find((name) => name === action)
  return many ? t(`many.${many}`) : t(`actions.${action}`)
}
