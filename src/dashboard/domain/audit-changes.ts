import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  auditGroups,
  type AuditAction,
  type AuditDetail,
  type AuditEntry,
} from '#contract/api/audit.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { useValueLabels } from './job-values.ts'
import { sourceQueries } from './source-queries.ts'

type Entry = Pick<AuditEntry, 'source' | 'details' | 'action'>

/** Settings and facts of entries that are about no contact. */
const others = ['query', 'selected', 'count', 'columns', 'format'] as const

/** What entries about people, their access and views say, which are about no contact. */
const facts = [
  'account',
  'name',
  'email',
  'link',
  'endedSessions',
  'role',
  'sourceUser',
  'identity',
  'method',
  'problem',
  'owner',
  'sources',
  'expiresAt',
  'maxRows',
  'mayExport',
  'visibility',
  'view',
  'search',
  'position',
  'rows',
  'furtherAttempts',
  'lastAttempt',
] as const
const factValues = [
  'active',
  'disabled',
  'shared',
  'private',
  'deleted',
  'invite',
  'reset',
  'password',
  'passwordChange',
  'openId',
  'viewer',
  'support',
  'editor',
  'admin',
  'all',
  'ownGroup',
  'own',
  'true',
  'false',
  'link',
  'keyUnknown',
  'keyExpired',
  'keyRevoked',
  'ownerDisabled',
  'manyAddresses',
] as const
/** What entries about notes and tasks say; types and people of tasks are IDs. */
const activity = [
  'note',
  'task.text',
  'task.dueAt',
  'task.type',
  'task.responsible',
  'task.isCompleted',
  'task.result',
] as const
const ofActivity = new Set<AuditAction>([
  'noteAdd',
  'noteEdit',
  'taskAdd',
  'taskEdit',
  'taskComplete',
])

/** Facts that are moments. */
const moments = new Set(['expiresAt', 'lastAttempt', 'task.dueAt'])
const ofAccess = new Set<AuditAction>([...auditGroups.access, ...auditGroups.files])

/** The name under which the proxy stores whoever uses this computer without signing in. */
const localName = 'this computer'
/** The same of whoever did not get in, and has not said who they are. */
const unknownName = '—'

/** The name of a person in the log, in the user's language if it is nobody's own. */
export function personName(
  name: string,
  t: (key: 'audit:local' | 'audit:nobody') => string,
): string {
  switch (name) {
    case localName:
      return t('audit:local')
    case unknownName:
      return t('audit:nobody')
    default:
      return name
  }
}

/** What an entry says was changed, in the user's language. */
export function useAuditChanges({ source, details, action }: Entry) {
  const { t, i18n } = useTranslation(['audit', 'jobs'])
  const labels = useValueLabels(source)
  const isOfActivity = ofActivity.has(action)
  const isPlain = ofAccess.has(action) || isOfActivity
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  // A source that is configured no more keeps its ID.
  const titleOf = (id: string) => sources.find((one) => one.id === id)?.title ?? id

  const labelOf = ({ attribute, name }: AuditDetail) => {
    const other = others.find((one) => one === attribute)
    if (isPlain && other) return t(`audit:details.${other}`)
    const own = activity.find((one) => one === attribute)
    if (isOfActivity && own) return t(`audit:activity.${own}`)
    const fact = facts.find((one) => one === attribute)
    const at = name === undefined || name === '*' ? '' : ` · ${titleOf(name)}`
    if (isPlain && fact) return `${t(`audit:facts.${fact}`)}${at}`
    const label = labels.attribute(attribute)
    return name !== undefined && attribute === 'variable' ? `${label} ${name}` : label
  }
  const textOf = ({ attribute }: AuditDetail, held: AuditDetail['before']) => {
    if (attribute === 'columns' && typeof held === 'string')
      return held.split(', ').map(labels.attribute).join(', ')
    if (attribute === 'query' && held === '') return t('audit:details.everything')
    if (isPlain && attribute === 'sources' && typeof held === 'string')
      return held === '*' ? t('audit:everySource') : held.split(', ').map(titleOf).join(', ')
    if (attribute === 'task.type' || attribute === 'task.responsible')
      return typeof held === 'number' ? `#${held}` : labels.value(held)
    if (attribute === 'task.isCompleted')
      return t(`audit:taskStates.${held === 'true' ? 'completed' : 'open'}`)
    // A text may be anything.
    if (isOfActivity && !moments.has(attribute)) return labels.value(held)
    if (isPlain && typeof held === 'number') return held.toLocaleString(i18n.language)
    if (isPlain && moments.has(attribute) && typeof held === 'string')
      return formatMoment(held, i18n.language)
    const known = factValues.find((one) => one === held)
    // People may have any name.
    if (isPlain && known && attribute !== 'name') return t(`audit:factValues.${known}`)
    return labels.value(held)
  }
  return details.map((detail, index) => ({
    key: `${index}`,
    label: labelOf(detail),
    // A new contact had nothing: to say so of each value would be noise.
    before:
      detail.before === undefined ||
      (detail.before === null && (action === 'contactCreate' || isOfActivity))
        ? undefined
        : textOf(detail, detail.before),
    wasEmpty: detail.before === null,
    after: detail.after === undefined ? undefined : textOf(detail, detail.after),
  }))
}
