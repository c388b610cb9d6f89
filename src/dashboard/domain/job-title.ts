import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { builtInKey, fieldIdOf } from '#contract/model/attribute.ts'
import { directoryQueries } from './directory-queries.ts'

/** The title of a job in the user's language; fields have the names that the user sees elsewhere. */
export function useJobTitle(source: string, job: Job | undefined): string {
  const { t } = useTranslation(['jobs', 'translation'])
  const subject = job?.subject
  const attributes = subject?.attributes ?? []
  const fields = useQuery({
    ...directoryQueries.fields(source),
    enabled: attributes.some(({ key }) => fieldIdOf(key) !== undefined),
  }).data?.items
  const nameOf = ({ key, name }: { key: string; name: string }) => {
    const builtIn = builtInKey.safeParse(key).data
    if (builtIn) return t(`translation:attributes.${builtIn}`)
    return fields?.find(({ id }) => id === fieldIdOf(key))?.name ?? name
  }
  if (!job) return ''
  const title = subject
    ? t(`subjects.${subject.code}`, {
        names: attributes.map(nameOf).join(', '),
        source: subject.source ?? '',
        count: subject.count ?? 0,
        status: subject.status ?? '',
      })
    : job.title
  if (title === null) return t(`kinds.${job.kind}`)
  return job.kind === 'undo' ? t('undoTitle', { title }) : title
}
