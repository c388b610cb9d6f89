import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { maxIds } from '#contract/api/filters.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { allColumns, fieldOf } from '#dashboard/domain/contact-columns.ts'
import { languages } from '#dashboard/lib/i18n.ts'
import { useProblemWords } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import { marks, type ExportChoices, type Separator } from './export-options.ts'
import type { ExportEnd, ExportOf } from './export-run.ts'

type Props = {
  what: ExportOf
  choices: ExportChoices
  onChange: (choices: ExportChoices) => void
  /** What became of the last try. */
  end: ExportEnd | undefined
  onBegin: () => void
  onClose: () => void
}

const separatorNames: Separator[] = ['semicolon', 'comma', 'tab']

export function ExportForm({ what, choices, onChange, end, onBegin, onClose }: Props) {
  const { t } = useTranslation('tools')
  const { source, shown } = what
  const fields = useQuery(directoryQueries.fields(source.id))
  const all = fields.data && allColumns(source.capabilities.knows, fields.data.items)
  const isTooWide = (all ?? []).filter((id) => fieldOf(id)).length > maxIds
  const set = (change: Partial<ExportChoices>) => onChange({ ...choices, ...change })
  const begin = useRef<HTMLButtonElement>(null)
  const hasEnded = end !== undefined
  useEffect(() => {
    if (hasEnded) begin.current?.focus() // "Cancel" has gone, and with it the focus
  }, [hasEnded])
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onBegin()
      }}
    >
      {end && <EndNote end={end} />}
      <fieldset>
        <legend className="mb-1 font-strong">{t('export.columns')}</legend>
        <Radio
          label={t('export.shownColumns', { count: shown.length })}
          isChosen={choices.columns === 'shown'}
          onChoose={() => set({ columns: 'shown' })}
        />
        <Radio
          label={all ? t('export.allColumns', { count: all.length }) : t('export.everyColumn')}
          help={
            isTooWide
              ? t('export.tooManyFields', { count: maxIds })
              : fields.isError
                ? t('export.fieldsUnknown')
                : undefined
          }
          isOff={isTooWide}
          isChosen={choices.columns === 'all'}
          onChoose={() => set({ columns: 'all' })}
        />
      </fieldset>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-3">
        <legend className="mb-1 font-strong">{t('export.file')}</legend>
        <Select
          label={t('export.separator')}
          isLabelShown="always"
          value={choices.separator}
          options={separatorNames.map((value) => ({
            value,
            text: t(`export.separators.${value}`),
          }))}
          onChange={(separator) => set({ separator, hasMark: marks[separator] })}
        />
        <Select
          label={t('export.headerLanguage')}
          isLabelShown="always"
          value={choices.headerLanguage}
          options={languages.map((value) => ({ value, text: t(`palette.languages.${value}`) }))}
          onChange={(headerLanguage) => set({ headerLanguage })}
        />
        <label className="flex w-full items-center gap-2">
          <input
            type="checkbox"
            checked={choices.hasMark}
            onChange={({ target }) => set({ hasMark: target.checked })}
            className="size-4 shrink-0 accent-accent"
          />
          {t('export.bom')}
        </label>
      </fieldset>
      <p className="text-meta text-quiet">
        {t('export.timeZone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}{' '}
        {what.chosen ? t('export.selectedReread') : t('export.matchingOrder')}
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

function Radio(props: {
  label: string
  help?: string | undefined
  isOff?: boolean
  isChosen: boolean
  onChoose: () => void
}) {
  const { label, help, isOff = false, isChosen, onChoose } = props
  return (
    <label className="flex items-center gap-2 py-1">
      <input
        type="radio"
        name="columns"
        checked={isChosen}
        disabled={isOff}
        data-autofocus={isChosen || undefined}
        onChange={onChoose}
        className="size-4 shrink-0 accent-accent"
      />
      <span>
        {label} {help && <span className="text-quiet">{help}</span>}
      </span>
    </label>
  )
}

/** Why there is no file, and how far the reading came. */
function EndNote({ end }: { end: ExportEnd }) {
  const { t } = useTranslation('tools')
  const wordsFor = useProblemWords()
  const why = () => {
    if (end.how === 'cancelled') return t('export.cancelled')
    // By name, as everywhere that speaks of them.
    const name = end.error instanceof Error ? end.error.name : ''
    if (name === 'FilterIgnoredError') return t('export.filterIgnored')
    if (name === 'ListMovedError') return t('export.listChanged')
    return t('export.failed', { reason: wordsFor(end.error).text })
  }
  return (
    <Note tone="warning">
      {why()} {t('export.nothingSaved', { count: end.read })}
    </Note>
  )
}
