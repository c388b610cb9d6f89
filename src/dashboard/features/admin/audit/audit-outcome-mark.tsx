import { CircleCheck, CircleHelp, CircleSlash } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#contract/api/audit.ts'

/** Says what is not simply done; of a job, that outcomes of some of its rows were unknown. */
export function AuditOutcomeMark({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  const { outcome, resolution, entries } = entry
  if ((entries?.total ?? 1) > 1)
    return entries && entries.unknown > 0 ? (
      <Mark tone="text-warning" text={t('outcomes.unknown')} Icon={CircleHelp} />
    ) : null
  switch (outcome) {
    case 'done':
      return null
    case 'unknown':
      if (resolution !== null)
        return <Mark tone="text-quiet" text={t('resolvedMark')} Icon={CircleCheck} />
      return <Mark tone="text-warning" text={t('outcomes.unknown')} Icon={CircleHelp} />
    case 'notWritten':
      return <Mark tone="text-quiet" text={t('outcomes.notWritten')} Icon={CircleSlash} />
    case 'refused':
      return <Mark tone="text-danger" text={t('outcomes.refused')} Icon={CircleSlash} />
  }
}

const Mark = ({ tone, text, Icon }: { tone: string; text: string; Icon: typeof CircleHelp }) => (
  <span className={`inline-flex items-center gap-1 text-meta whitespace-nowrap ${tone}`}>
    <Icon aria-hidden className="size-3.5" />
    {text}
  </span>
)
