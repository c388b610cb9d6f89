import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { maxIds } from '#contract/api/filters.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { allColumns, fieldOf } from '#dashboard/domain/contact-columns.ts'
import { languages } from '#dashboard/lib/i18n.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Radio } from '#dashboard/ui/radio.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import type { CsvSeparator } from '#contract/model/csv.ts'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { byteOrderMarks, type ExportOptions } from './export-options.ts'
import type { ExportEnd, ExportOf } from './export-run.ts'

type Props = {
  what: ExportOf
  options: ExportOptions
  onChange: (options: ExportOptions) => void
  /** The result of the last attempt. */
  end: ExportEnd | undefined
  onStart: () => void
  onClose: () => void
}

const separatorNames: CsvSeparator[] = ['semicolon', 'comma', 'tab']

export function ExportForm({ what, options, onChange, end, onStart, onClose }: Props) {
  const { t } = useTranslation('tools')
  const { source, shown } = what
  const fields = useQuery(directoryQueries.fields(source.id))
  const all = fields.data && allColumns(source.capabilities.knows, fields.data.items)
  const isTooWide = (all ?? []).filter((id) => fieldOf(id)).length > maxIds
  const set = (change: Partial<ExportOptions>) => onChange({ ...options, ...change })
  const begin = useRef<HTMLButtonElement>(null)
  const hasEnded = end !== undefined
  useEffect(() => {
    if (hasEnded) begin.current?.focus() // "Cancel" is unmounted, which had the focus
  }, [hasEnded])
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onStart()
      }}
    >
      {end && <EndNote end={end} />}
      <fieldset>
        <legend className="mb-1 text-meta font-medium text-quiet">{t('export.columns')}</legend>
        <RadioRow
          label={t('export.shownColumns', { count: shown.length })}
          isSelected={options.columns === 'shown'}
          onSelect={() => set({ columns: 'shown' })}
        />
        <RadioRow
          label={all ? t('export.allColumns', { count: all.length }) : t('export.everyColumn')}
          help={
            isTooWide
              ? t('export.tooManyFields', { count: maxIds })
              : fields.isError
                ? t('export.fieldsUnknown')
                : undefined
          }
          isOff={isTooWide}
          isSelected={options.columns === 'all'}
          onSelect={() => set({ columns: 'all' })}
        />
      </fieldset>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-3">
        <legend className="mb-1 text-meta font-medium text-quiet">{t('export.file')}</legend>
        <Select
          label={t('export.separator')}
          isLabelShown="always"
          value={options.separator}
          options={separatorNames.map((value) => ({
            value,
            text: t(`export.separators.${value}`),
          }))}
          onChange={(separator) => set({ separator, hasByteOrderMark: byteOrderMarks[separator] })}
        />
        <Select
          label={t('export.headerLanguage')}
          isLabelShown="always"
          value={options.headerLanguage}
          options={languages.map((value) => ({ value, text: t(`palette.languages.${value}`) }))}
          onChange={(headerLanguage) => set({ headerLanguage })}
        />
        <label className="flex w-full items-center gap-2">
          <Checkbox
            checked={options.hasByteOrderMark}
            onChange={({ target }) => set({ hasByteOrderMark: target.checked })}
          />
          {t('export.bom')}
        </label>
        <label className="flex w-full items-center gap-2">
          <Checkbox
            checked={options.hasDigitsAsText}
            onChange={({ target }) => set({ hasDigitsAsText: target.checked })}
          />
          {t('export.digitsAsText')}
        </label>
      </fieldset>
      <p className="text-meta text-quiet">
        {t('export.timeZone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}{' '}
        {t(
          what.selected
            ? 'export.selectedReread'
            : source.capabilities.mirror && source.capabilities.operators
              ? 'export.fromCopy'
              : 'export.matchingOrder',
        )}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('export.cancel')}</Button>
        <Button ref={begin} type="submit" look="primary">
          {t(hasEnded ? 'export.retry' : 'export.start')}
        </Button>
      </div>
    </form>
  )
}

function RadioRow(props: {
  label: string
  help?: string | undefined
  isOff?: boolean
  isSelected: boolean
  onSelect: () => void
}) {
  const { label, help, isOff = false, isSelected, onSelect } = props
  return (
    <label className="flex items-center gap-2 py-1">
      <Radio
        name="columns"
        checked={isSelected}
        disabled={isOff}
        data-autofocus={isSelected || undefined}
        onChange={onSelect}
      />
      <span>
        {label} {help && <span className="text-quiet">{help}</span>}
      </span>
    </label>
  )
}

/** Why there is no file, and how far the export got. */
function EndNote({ end }: { end: ExportEnd }) {
  const { t } = useTranslation('tools')
  const messageFor = useProblemMessages()
  const why = () => {
    if (end.how === 'cancelled') return t('export.cancelled')
    // By name, because their classes are loaded with the scan.
    const name = end.error instanceof Error ? end.error.name : ''
    if (name === 'FilterIgnoredError') return t('export.filterIgnored')
    if (name === 'ListMovedError') return t('export.listChanged')
    return t('export.failed', { reason: messageFor(end.error).text })
  }
  return (
    <Note tone="warning">
      {why()} {t('export.nothingSaved', { count: end.read })}
    </Note>
  )
}
