import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Job, TitleEdit } from '#contract/api/jobs.ts'
import { builtInKey, fieldIdOf } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { splitValue } from '#contract/model/value-kinds.ts'
import { directoryQueries } from './directory-queries.ts'
import { valueText } from './value-text.ts'

const maxNamed = 4 // edits that a title names

/** The title of a job in the user's language; fields have the names that the user sees elsewhere. */
export function useJobTitle(source: string, job: Job | undefined): string {
  const titleOf = useJobTitles(source, job ? [job] : [])
  return job ? titleOf(job) : ''
}

/** The titles of these jobs and, without the names that are not read yet, of others. */
export function useJobTitles(source: string, jobs: readonly Job[]) {
  const { t, i18n } = useTranslation(['jobs', 'translation'])
  const attributes = jobs.flatMap(({ subject }) => subject?.attributes ?? [])
  const fields = useQuery({
    ...directoryQueries.fields(source),
    enabled: attributes.some(({ key }) => fieldIdOf(key) !== undefined),
  }).data?.items
  const account = useQuery({
    ...directoryQueries.account(source),
    enabled: attributes.some(({ edit }) => edit?.value?.kind === 'dateTime'),
  }).data
  const nameOf = ({ key, name }: { key: string; name: string }) => {
    const builtIn = builtInKey.safeParse(key).data
    if (builtIn) return t(`translation:attributes.${builtIn}`)
    return fields?.find(({ id }) => id === fieldIdOf(key))?.name ?? name
  }
  const textOf = (value: Value | undefined) =>
    value &&
    valueText(value, {
      language: i18n.language,
      yes: t('yes'),
      no: t('no'),
      timeZone: account?.timeZone ?? null,
    })

  /** What the job does, of those that name the values; undefined for others. */
  function editsText(job: Job): string | undefined {
    if (!hasValues(job)) return undefined
    const all = job.subject?.attributes ?? []
    const edits = all.flatMap(({ edit, ...of }) => (edit ? [{ of, edit }] : []))
    const shown = edits.slice(0, maxNamed).map(({ of, edit }) =>
      editText(t, edit, {
        key: of.key,
        name: nameOf(of),
        value: textOf(edit.value),
        from: textOf(edit.from),
      }),
    )
    const further = edits.length - shown.length
    return [...shown, ...(further > 0 ? [t('edits.others', { count: further })] : [])].join('; ')
  }

  return (job: Job): string => {
    const { subject, kind, total } = job
    const edits = editsText(job)
    const title = subject
      ? (edits ??
        t(`subjects.${subject.code}`, {
          names: (subject.attributes ?? []).map(nameOf).join(', '),
          source: subject.source ?? '',
          count: subject.count ?? 0,
          status: subject.status ?? '',
        }))
      : job.title
    if (title === null) return t(`kinds.${kind}`)
    const whole = kind === 'undo' ? t('undoTitle', { title }) : title
    // Rows of a draft are still coming.
    return edits && job.state !== 'draft' ? t('edits.of', { title: whole, count: total }) : whole
  }
}

/** Whether its title names what it writes. */
export const hasValues = ({ subject }: Job): boolean => {
  const all = subject?.attributes ?? []
  return all.length > 0 && all.every(({ edit }) => edit !== undefined)
}

type Named = { key: string; name: string; value: string | undefined; from: string | undefined }

function editText(t: TFunction<'jobs'>, edit: TitleEdit, { key, name, ...texts }: Named): string {
  const { operation, further = 0 } = edit
  const listed = texts.value || t('empty')
  const value = further > 0 ? t('edits.further', { values: listed, count: further }) : listed
  const isOne = splitValue(edit.value ?? null).length + further === 1
  switch (operation) {
    case 'set':
      return t('edits.set', { name, value })
    case 'clear':
      return t('edits.clear', { name })
    case 'add':
      if (key !== 'tags') return t('edits.add', { name, value })
      return t(isOne ? 'edits.addTag' : 'edits.addTags', { value })
    case 'remove':
      if (key !== 'tags') return t('edits.remove', { name, value })
      return t(isOne ? 'edits.removeTag' : 'edits.removeTags', { value })
    case 'replace':
      return texts.from
        ? t('edits.replace', { name, from: texts.from, value })
        : t('edits.add', { name, value })
    case 'normalise':
      return t('edits.normalise', { name })
  }
}
