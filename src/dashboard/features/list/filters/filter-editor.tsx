import { useQuery } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import { cleanContactPoint } from '#contract/model/value-kinds/contact-points-kind.ts'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import {
  isCondition,
  isFilterText,
  printRange,
  type FieldCondition,
} from '#dashboard/domain/contact-filters.ts'
import { readRange } from '#dashboard/domain/filter-changes.ts'
import { pastPresets, taskPresets } from '#dashboard/lib/day-preset-names.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import {
  ChecksEditor,
  DaysEditor,
  EditorForm,
  NumbersEditor,
  TextEditor,
  type Edited,
} from './filter-forms.tsx'
import type { FieldFilterKind } from './field-filter-kind.ts'
import type { StandardFilter } from './filter-options.ts'

/** Editor of a standard filter; `onApply` gets its text, undefined to remove it. */
export function StandardEditor(
  props: { source: Source; name: StandardFilter; text: string | undefined } & Edited<string>,
) {
  const { source, name, text, onApply } = props
  const { t } = useTranslation(['translation', 'setup'])
  switch (name) {
    case 'ids':
      return (
        <TextEditor
          label={t('filters.idsHint')}
          text={text?.replaceAll(',', ', ') ?? ''}
          read={(typed) => typed.match(/\d+/g)?.join(',') ?? ''}
          isValid={(ids) => isFilterText('ids', ids)}
          isRemovable={text !== undefined}
          onApply={onApply}
        />
      )
    case 'name':
      return (
        <TextEditor
          label={t('filters.nameHint')}
          text={text ?? ''}
          isRemovable={text !== undefined}
          isValid={(typed) => isFilterText('name', typed)}
          onApply={onApply}
        />
      )
    case 'responsible':
    case 'createdBy':
    case 'updatedBy':
      return <UsersEditor source={source} text={text} onApply={onApply} />
    case 'created':
    case 'updated':
    case 'nextTask':
      return (
        <AccountDaysEditor
          source={source}
          isZoned
          range={text === undefined ? undefined : readRange(text)}
          presets={name === 'nextTask' ? taskPresets : pastPresets}
          onApply={(range) =>
            onApply(range && (typeof range === 'string' ? range : printRange(range)))
          }
        />
      )
    case 'updatedSince':
      return (
        <AccountDaysEditor
          source={source}
          isZoned
          range={text === undefined ? undefined : { from: text }}
          presets={[]}
          isOpenEnded
          onApply={(range) => onApply(typeof range === 'object' ? range.from : undefined)}
        />
      )
    case 'bot':
      return (
        <ChecksEditor
          options={source.capabilities.bots.map((bot) => ({
            value: String(bot.id),
            text: bot.name,
          }))}
          selected={text === undefined ? [] : [text]}
          isSingle
          onApply={(selected) => onApply(selected?.[0])}
        />
      )
  }
}

/** Editor of a custom field's condition, by its type. */
export function FieldEditor(
  props: {
    source: Source
    field: FieldDefinition
    kind: FieldFilterKind
    condition: FieldCondition | undefined
  } & Edited<FieldCondition>,
) {
  const { source, field, kind, condition, onApply } = props
  const { t } = useTranslation(['translation', 'setup'])
  const is = condition && 'is' in condition ? condition.is : []
  switch (kind) {
    case 'text':
      return (
        <TextEditor
          label={t('filters.valueHint')}
          text={is[0] ?? ''}
          read={field.kind === 'contactPoints' ? cleanContactPoint : cleanText}
          isRemovable={condition !== undefined}
          isValid={(typed) => isCondition({ id: field.id, is: [typed] })}
          onApply={(typed) =>
            onApply(typed === undefined ? undefined : { id: field.id, is: [typed] })
          }
        />
      )
    case 'options':
      return (
        <ChecksEditor
          options={field.options.map(({ id, label }) => ({ value: String(id), text: label }))}
          selected={is}
          onApply={(selected) => onApply(selected && { id: field.id, is: selected })}
        />
      )
    case 'yes':
      return (
        <EditorForm
          isValid
          isRemovable={condition !== undefined}
          onRemove={() => onApply(undefined)}
          onSubmit={() => onApply({ id: field.id, is: ['true'] })}
        >
          <p className="text-quiet">{t('filters.yesHint')}</p>
        </EditorForm>
      )
    case 'numbers':
      return (
        <NumbersEditor
          range={condition && !('is' in condition) && !('in' in condition) ? condition : {}}
          isRemovable={condition !== undefined}
          onApply={(range) => onApply(range && { id: field.id, ...range })}
        />
      )
    case 'days':
      return (
        <AccountDaysEditor
          source={source}
          isZoned={field.kind === 'dateTime'}
          range={
            condition && 'in' in condition
              ? condition.in
              : condition && !('is' in condition)
                ? condition
                : undefined
          }
          presets={[...pastPresets, 'next7']}
          onApply={(range) =>
            onApply(
              range &&
                (typeof range === 'string'
                  ? { id: field.id, in: range }
                  : { id: field.id, ...range }),
            )
          }
        />
      )
  }
}

/** An editor for days of the account's calendar, which requires its time zone. */
function AccountDaysEditor({
  source,
  ...props
}: { source: Source } & Omit<ComponentProps<typeof DaysEditor>, 'timeZone'>) {
  const { t } = useTranslation()
  const messageFor = useProblemMessages()
  const account = useQuery(directoryQueries.account(source.id))
  if (account.data) return <DaysEditor {...props} timeZone={account.data.timeZone} />
  if (account.isError) return <p role="alert">{messageFor(account.error).text}</p>
  return <p className="text-quiet">{t('filters.loading')}</p>
}

function UsersEditor({
  source,
  text,
  onApply,
}: { source: Source; text: string | undefined } & Edited<string>) {
  const { t } = useTranslation()
  const messageFor = useProblemMessages()
  const users = useQuery(directoryQueries.users(source.id))
  if (users.isError) return <p role="alert">{messageFor(users.error).text}</p>
  if (!users.data) return <p className="text-quiet">{t('filters.loading')}</p>
  return (
    <ChecksEditor
      options={users.data.items.map(({ id, name }) => ({ value: String(id), text: name }))}
      selected={text?.split(',') ?? []}
      onApply={(selected) => onApply(selected?.join(','))}
    />
  )
}
