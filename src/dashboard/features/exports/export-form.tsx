import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { maxOpenExports } from '#contract/api/exports.ts'
import { maxIds } from '#contract/api/filters.ts'
import type { Source } from '#contract/api/sources.ts'
import type { CsvSeparator } from '#contract/model/csv.ts'
import { fieldsAmong, type ColumnId } from '#dashboard/domain/contact-columns.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { languages } from '#dashboard/lib/i18n.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { LabelledInput } from '#dashboard/ui/labelled-input.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Radio } from '#dashboard/ui/radio.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import { byteOrderMarks, type ExportChoices } from './export-choices.ts'
import { ExportColumns } from './export-columns.tsx'

type Props = {
  source: Source
  /** The columns of the list. */
  shown: ColumnId[]
  /** How many contacts the page has that is shown; 0 if it is not a choice. */
  onPage: number
  choices: ExportChoices
  onChange: (choices: ExportChoices) => void
  isOrdering: boolean
  /** Why the last order was rejected. */
  problem: unknown
  onStart: () => void
  onClose: () => void
}

const separators: CsvSeparator[] = ['semicolon', 'comma', 'tab']

/** What the file contains, in which format and under which name. */
export function ExportForm(props: Props) {
  const { source, shown, onPage, choices, onChange, isOrdering, problem, onStart, onClose } = props
  const { t } = useTranslation(['exports', 'tools'])
  const messageFor = useProblemMessages()
  const set = (change: Partial<ExportChoices>) => onChange({ ...choices, ...change })
  const isTooWide = fieldsAmong(choices.columns).length > maxIds
  const isNamed = choices.name.trim() !== ''
  const begin = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (problem !== undefined) begin.current?.focus()
  }, [problem])
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isNamed && !isTooWide && !isOrdering) onStart()
      }}
    >
      {problem !== undefined && (
        <Note tone="warning">
          {problem instanceof ApiError && problem.code === 'limit_reached'
            ? t('tooMany', { count: maxOpenExports })
            : messageFor(problem).text}
        </Note>
      )}
      {onPage > 0 && (
        <Choices label={t('which.title')}>
          <Choice
            name="which"
            label={t('which.all')}
            isChosen={!choices.isPageOnly}
            onChoose={() => set({ isPageOnly: false })}
          />
          <Choice
            name="which"
            label={t('which.page', { count: onPage })}
            isChosen={choices.isPageOnly}
            onChoose={() => set({ isPageOnly: true })}
          />
        </Choices>
      )}
      <Choices label={t('format.title')}>
        <Choice
          name="format"
          label={t('format.xlsx')}
          hint={t('format.xlsxHint')}
          isChosen={choices.type === 'xlsx'}
          onChoose={() => set({ type: 'xlsx' })}
        />
        <Choice
          name="format"
          label={t('format.csv')}
          hint={t('format.csvHint')}
          isChosen={choices.type === 'csv'}
          onChoose={() => set({ type: 'csv' })}
        />
      </Choices>
      {choices.type === 'csv' && <CsvChoices choices={choices} onChange={set} />}
      <LabelledInput
        label={t('name')}
        help={t('nameHint', { extension: choices.type })}
        value={choices.name}
        maxLength={150}
        autoComplete="off"
        spellCheck={false}
        errors={isNamed ? [] : [t('nameMissing')]}
        onChange={({ target }) => set({ name: target.value })}
      />
      <ExportColumns
        source={source}
        shown={shown}
        columns={choices.columns}
        onChange={(columns) => set({ columns })}
      />
      {isTooWide && <Note tone="warning">{t('columns.tooMany', { count: maxIds })}</Note>}
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Select
          label={t('values.title')}
          isLabelShown="always"
          value={choices.isFirstOnly ? 'first' : 'all'}
          options={(['all', 'first'] as const).map((value) => ({
            value,
            text: t(`values.${value}`),
          }))}
          onChange={(value) => set({ isFirstOnly: value === 'first' })}
        />
        <Select
          label={t('headerLanguage')}
          isLabelShown="always"
          value={choices.headerLanguage}
          options={languages.map((value) => ({
            value,
            text: t(`tools:palette.languages.${value}`),
          }))}
          onChange={(headerLanguage) => set({ headerLanguage })}
        />
      </div>
      <p className="text-meta text-quiet">
        {t(source.capabilities.mirror && source.capabilities.operators ? 'fromCopy' : 'fromSource')}{' '}
        {t('inBackground')}
      </p>
      <div className="sticky -bottom-4 -mx-5 -mb-4 flex justify-end gap-2 border-t border-line bg-surface px-5 py-3">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button ref={begin} type="submit" look="primary" aria-disabled={isOrdering}>
          {t('start')}
        </Button>
      </div>
    </form>
  )
}

function Choices({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-wrap gap-x-6">
      <legend className="mb-1 text-meta font-medium text-quiet">{label}</legend>
      {children}
    </fieldset>
  )
}

function Choice(props: {
  name: string
  label: string
  hint?: string
  isChosen: boolean
  onChoose: () => void
}) {
  const { name, label, hint, isChosen, onChoose } = props
  return (
    <label className="flex items-baseline gap-2 py-1 pointer-coarse:min-h-11">
      <Radio
        isAtText
        name={name}
        checked={isChosen}
        data-autofocus={(name === 'format' && isChosen) || undefined}
        onChange={onChoose}
      />
      <span>
        {label} {hint && <span className="text-quiet">{hint}</span>}
      </span>
    </label>
  )
}

function CsvChoices(props: {
  choices: ExportChoices
  onChange: (change: Partial<ExportChoices>) => void
}) {
  const { choices, onChange } = props
  const { t } = useTranslation('exports')
  return (
    <div className="grid gap-2">
      <Select
        label={t('csv.separator')}
        isLabelShown="always"
        value={choices.separator}
        options={separators.map((value) => ({ value, text: t(`csv.separators.${value}`) }))}
        onChange={(separator) =>
          onChange({ separator, hasByteOrderMark: byteOrderMarks[separator] })
        }
      />
      <label className="flex items-center gap-2 pointer-coarse:min-h-11">
        <Checkbox
          checked={choices.hasByteOrderMark}
          onChange={({ target }) => onChange({ hasByteOrderMark: target.checked })}
        />
        {t('csv.mark')}
      </label>
      <label className="flex items-center gap-2 pointer-coarse:min-h-11">
        <Checkbox
          checked={choices.hasDigitsAsText}
          onChange={({ target }) => onChange({ hasDigitsAsText: target.checked })}
        />
        {t('csv.digitsAsText')}
      </label>
    </div>
  )
}
