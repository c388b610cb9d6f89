import { useTranslation } from 'react-i18next'
import type { AuditDetail, AuditEntry } from '#contract/api/audit.ts'
import { useValueLabels } from './job-values.ts'

type Entry = Pick<AuditEntry, 'source' | 'details' | 'action'>

/** Settings and facts of entries that are about no contact. */
const others = ['query', 'selected', 'count', 'columns', 'format'] as const

/** The name under which the proxy stores whoever uses this computer without signing in. */
const localName = 'this computer'

/** The name of a person in the log, in the user's language if it is nobody's own. */
export const personName = (name: string, t: (key: 'audit:local') => string): string =>
  name === localName ? t('audit:local') : name

/** What an entry says was changed, in the user's language. */
export function useAuditChanges({ source, details, action }: Entry) {
  const { t, i18n } = useTranslation(['audit', 'jobs'])
  const labels = useValueLabels(source)
  const isPlain = action === 'export' || action === 'import'

  const labelOf = ({ attribute, name }: AuditDetail) => {
    const other = others.find((one) => one === attribute)
    if (isPlain && other) return t(`audit:details.${other}`)
    const label = labels.attribute(attribute)
    return name !== undefined && attribute === 'variable' ? `${label} ${name}` : label
  }
  const textOf = ({ attribute }: AuditDetail, held: AuditDetail['before']) => {
    if (attribute === 'columns' && typeof held === 'string')
      return held.split(', ').map(labels.attribute).join(', ')
    if (attribute === 'query' && held === '') return t('audit:details.everything')
    if (isPlain && typeof held === 'number') return held.toLocaleString(i18n.language)
    return labels.value(held)
  }
  return details.map((detail, index) => ({
    key: `${index}`,
    label: labelOf(detail),
    // A new contact had nothing: to say so of each value would be noise.
    before:
      detail.before === undefined || (detail.before === null && action === 'contactCreate')
        ? undefined
        : textOf(detail, detail.before),
    wasEmpty: detail.before === null,
    after: detail.after === undefined ? undefined : textOf(detail, detail.after),
  }))
}
