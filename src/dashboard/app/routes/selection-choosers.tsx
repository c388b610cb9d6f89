import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { useAccount } from '#dashboard/domain/use-account.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { useTagList } from '#dashboard/domain/use-tag-list.ts'
import type { BatchStart } from '#dashboard/features/bulk/batch/batch-start.ts'
import { targetOptions, targetsOf } from '#dashboard/features/bulk/batch/batch-target.ts'
import { conditionQueries } from '#dashboard/features/list/filters/condition-queries.ts'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'
import { OptionsOpener, type OpenerProps } from '#dashboard/ui/select.tsx'
import { tagOptions } from './tag-options.ts'

type Props = { source: Source; onStart: (start: BatchStart) => void }

type ChooserProps = {
  label: string
  panel: Omit<OpenerProps['panel'], 'selected'>
  onNear: () => void
}

/** A list of options behind a word of the bar; what it needs is read once somebody comes near. */
function Chooser({ label, panel, onNear }: ChooserProps): ReactNode {
  const { t } = useTranslation(['setup', 'translation'])
  return (
    <span role="presentation" onPointerEnter={onNear} onFocus={onNear}>
      <OptionsOpener
        label={t('contacts.forSelected', { name: label })}
        hasSearch
        className="select-box select-quiet"
        panel={{ ...panel, selected: [] }}
      >
        <span>{label}</span>
      </OptionsOpener>
    </span>
  )
}

/** One of the account's users, to be responsible for all selected contacts. */
export function ResponsibleChooser({ source, onStart }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const [isNear, setIsNear] = useState(false)
  const users = useQuery({ ...directoryQueries.users(source.id), enabled: isNear })
  const people = (users.data?.items ?? []).filter(({ isActive }) => isActive)
  return (
    <Chooser
      label={t('attributes.responsible')}
      onNear={() => setIsNear(true)}
      panel={{
        options: people
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map(({ id, name }) => ({ value: String(id), text: name })),
        state: users.isError
          ? { problem: messageFor(users.error).text, onRetry: () => void users.refetch() }
          : users.data
            ? undefined
            : 'loading',
        onSelect: (value) => {
          const person = people.find(({ id }) => String(id) === value)
          if (person)
            onStart({
              field: 'responsible',
              value: { kind: 'user', id: person.id, name: person.name },
            })
        },
      }}
    />
  )
}

/** A tag to be added, those first that most contacts have; a new one is named as such. */
export function TagChooser({ source, onStart }: Props) {
  const { t, i18n } = useTranslation(['setup', 'translation'])
  const [isNear, setIsNear] = useState(false)
  const list = useTagList(source, isNear)
  const all = { page: 1, size: 50, search: '', sort: undefined, filters: {}, columns: [] }
  const counted = useQuery({
    ...conditionQueries.facets(source.id, all, { key: 'tags', part: undefined }),
    enabled: isNear && source.capabilities.operators,
  })
  const add = (name: string) => {
    const known = list.items.find((tag) => tag.name === name)
    onStart({
      field: 'tags',
      value: { kind: 'tags', items: [known ?? { id: null, name: cleanText(name).slice(0, 255) }] },
    })
  }
  return (
    <Chooser
      label={t('translation:attributes.tags')}
      onNear={() => setIsNear(true)}
      panel={{
        options: tagOptions(list.items, counted.data?.items ?? [], i18n.language),
        state: list.state,
        onCreate: (text) => {
          if (cleanText(text)) add(text)
        },
        createText: (name) => t(list.isComplete ? 'contacts.newTag' : 'contacts.addTag', { name }),
        onSelect: add,
      }}
    />
  )
}

/** Any other field. */
export function FieldChooser({ source, onStart }: Props) {
  const { t } = useTranslation(['setup', 'batch'])
  const { t: tForm } = useTranslation(['form', 'translation'])
  const messageFor = useProblemMessages()
  const [isNear, setIsNear] = useState(false)
  const known = useAccount(source, isNear)
  const account =
    known.state === 'known' ? { fields: known.definitions, users: known.users ?? [] } : undefined
  const targets = account
    ? targetsOf(source, account, (attribute) => attributeLabel(attribute, tForm))
    : []
  return (
    <Chooser
      label={t('contacts.otherField')}
      onNear={() => setIsNear(true)}
      panel={{
        options: targetOptions(targets, { own: t('batch:mainFields'), fields: t('batch:fields') }),
        state:
          known.state === 'failed'
            ? { problem: messageFor(known.error).text, onRetry: known.retry }
            : account
              ? undefined
              : 'loading',
        onSelect: (key) => {
          const target = targets.find(({ attribute }) => attribute.key === key)
          if (target) onStart({ field: target.attribute.key })
        },
      }}
    />
  )
}
