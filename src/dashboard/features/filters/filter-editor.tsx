import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/api/fields.ts'
import type { Source } from '#contract/api/sources.ts'
import { accountQueries } from '#dashboard/lib/account-queries.ts'
import {
  isFilterText,
  printRange,
  readRange,
  type FieldCondition,
} from '#dashboard/lib/contact-filters.ts'
import {
  dayOf,
  pastPresets,
  rangeOfDays,
  taskPresets,
  type DayPreset,
  type MomentRange,
} from '#dashboard/lib/day-range.ts'
import { useProblemWords } from '#dashboard/lib/problem-words.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FilterChecks } from './filter-checks.tsx'
import { FilterDays } from './filter-days.tsx'
import type { FieldFilterKind, StandardFilter } from './filter-offer.ts'

type Edited<Value> = { onApply: (value: Value | undefined) => void }

/** One of our own filters; `onApply` gets its text, undefined to let go of it. */
export function StandardEditor(
  props: { source: Source; name: StandardFilter; text: string | undefined } & Edited<string>,
) {
  const { source, name, text, onApply } = props
  const { t } = useTranslation()
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
      return <PeopleEditor source={source} text={text} onApply={onApply} />
    case 'created':
    case 'updated':
    case 'nextTask':
      return (
        <DaysEditor
          range={text === undefined ? undefined : readRange(text)}
          presets={name === 'nextTask' ? taskPresets : pastPresets}
          onApply={(range) =>
            onApply(range && (typeof range === 'string' ? range : printRange(range)))
          }
        />
      )
    case 'updatedSince':
      return (
        <DaysEditor
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
          chosen={text === undefined ? [] : [text]}
          isSingle
          onApply={(chosen) => onApply(chosen?.[0])}
        />
      )
  }
}

/** A custom field, by how its type can be filtered. */
export function FieldEditor(
  props: {
    field: FieldDefinition
    kind: FieldFilterKind
    condition: FieldCondition | undefined
  } & Edited<FieldCondition>,
) {
  const { field, kind, condition, onApply } = props
  const { t } = useTranslation()
  const is = condition && 'is' in condition ? condition.is : []
  switch (kind) {
    case 'text':
      return (
        <TextEditor
          label={t('filters.valueHint')}
          text={is[0] ?? ''}
          isRemovable={condition !== undefined}
          isValid={(typed) => typed.length > 0 && typed.length <= 255}
          onApply={(typed) =>
            onApply(typed === undefined ? undefined : { id: field.id, is: [typed] })
          }
        />
      )
    case 'options':
      return (
        <ChecksEditor
          options={field.options.map(({ id, label }) => ({ value: String(id), text: label }))}
          chosen={is}
          onApply={(chosen) => onApply(chosen && { id: field.id, is: chosen })}
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
        <DaysEditor
          range={
            condition && 'in' in condition
              ? condition.in
              : condition && !('is' in condition)
                ? {
                    ...(condition.from && { from: condition.from }),
                    ...(condition.to && { to: condition.to }),
                  }
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

function EditorForm(props: {
  isValid: boolean
  isRemovable: boolean
  onSubmit: () => void
  onRemove: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (props.isValid) props.onSubmit()
      }}
    >
      {props.children}
      <div className="flex justify-end gap-2">
        {props.isRemovable && (
          <Button look="quiet" onClick={props.onRemove}>
            {t('filters.removeThis')}
          </Button>
        )}
        <Button look="primary" type="submit" aria-disabled={!props.isValid}>
          {t('filters.apply')}
        </Button>
      </div>
    </form>
  )
}

const inputLook = 'h-control w-full min-w-0 rounded border border-strong bg-surface px-2.5'

function TextEditor(
  props: {
    label: string
    text: string
    isRemovable: boolean
    isValid: (text: string) => boolean
    read?: (typed: string) => string
  } & Edited<string>,
) {
  const { label, isRemovable, isValid, read = (typed) => typed.trim(), onApply } = props
  const [typed, setTyped] = useState(props.text)
  const text = read(typed)
  return (
    <EditorForm
      isValid={isValid(text)}
      isRemovable={isRemovable}
      onSubmit={() => onApply(text)}
      onRemove={() => onApply(undefined)}
    >
      <label className="grid gap-1">
        <span className="text-quiet">{label}</span>
        <input
          type="text"
          ref={takeFocus}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className={inputLook}
        />
      </label>
    </EditorForm>
  )
}

const takeFocus = (input: HTMLElement | null) => input?.focus()

function NumbersEditor(props: { range: MomentRange; isRemovable: boolean } & Edited<MomentRange>) {
  const { t } = useTranslation()
  const [from, setFrom] = useState(props.range.from ?? '')
  const [to, setTo] = useState(props.range.to ?? '')
  const isNumber = (text: string) => text === '' || /^-?\d{1,15}(\.\d{1,6})?$/.test(text)
  const [low, high] = [from, to].map((text) => text.trim().replace(',', '.'))
  const isValid =
    isNumber(low ?? '') &&
    isNumber(high ?? '') &&
    Boolean(low || high) &&
    !(low && high && Number(low) > Number(high))
  return (
    <EditorForm
      isValid={isValid}
      isRemovable={props.isRemovable}
      onSubmit={() => props.onApply({ ...(low && { from: low }), ...(high && { to: high }) })}
      onRemove={() => props.onApply(undefined)}
    >
      <div className="grid grid-cols-2 gap-2">
        {(
          [
            [t('filters.least'), from, setFrom],
            [t('filters.most'), to, setTo],
          ] as const
        ).map(([label, value, set], at) => (
          <label key={label} className="grid gap-1">
            <span className="text-quiet">{label}</span>
            <input
              type="text"
              inputMode="decimal"
              ref={at === 0 ? takeFocus : undefined}
              value={value}
              onChange={(event) => set(event.target.value)}
              className={`${inputLook} tabular-nums`}
            />
          </label>
        ))}
      </div>
    </EditorForm>
  )
}

function DaysEditor(
  props: {
    range: DayPreset | MomentRange | undefined
    presets: DayPreset[]
    isOpenEnded?: boolean
  } & Edited<DayPreset | MomentRange>,
) {
  const { range, presets, isOpenEnded = false, onApply } = props
  const ends = typeof range === 'object' ? range : {}
  const [from, setFrom] = useState(dayOf(ends.from))
  const [to, setTo] = useState(dayOf(ends.to))
  const isValid = Boolean(from || to) && !(from && to && from > to)
  return (
    <EditorForm
      isValid={isValid}
      isRemovable={range !== undefined}
      onSubmit={() => onApply(rangeOfDays(from, to))}
      onRemove={() => onApply(undefined)}
    >
      <FilterDays
        from={from}
        to={to}
        onFrom={setFrom}
        onTo={isOpenEnded ? undefined : setTo}
        presets={presets}
        preset={typeof range === 'string' ? range : undefined}
        onPreset={onApply}
      />
    </EditorForm>
  )
}

function ChecksEditor(
  props: {
    options: { value: string; text: string }[]
    chosen: string[]
    isSingle?: boolean
  } & Edited<string[]>,
) {
  const { options, isSingle = false, onApply } = props
  const [chosen, setChosen] = useState(props.chosen)
  return (
    <EditorForm
      isValid={chosen.length > 0}
      isRemovable={props.chosen.length > 0}
      onSubmit={() => onApply(chosen)}
      onRemove={() => onApply(undefined)}
    >
      <FilterChecks options={options} chosen={chosen} isSingle={isSingle} onChoose={setChosen} />
    </EditorForm>
  )
}

function PeopleEditor({
  source,
  text,
  onApply,
}: { source: Source; text: string | undefined } & Edited<string>) {
  const { t } = useTranslation()
  const wordsFor = useProblemWords()
  const users = useQuery(accountQueries.users(source.id))
  if (users.isError) return <p role="alert">{wordsFor(users.error).text}</p>
  if (!users.data) return <p className="text-quiet">{t('filters.loading')}</p>
  return (
    <ChecksEditor
      options={users.data.items.map(({ id, name }) => ({ value: String(id), text: name }))}
      chosen={text?.split(',') ?? []}
      onApply={(chosen) => onApply(chosen?.join(','))}
    />
  )
}
