import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DateEntry } from '#dashboard/lib/date-entry.ts'
import { DateInput } from '#dashboard/ui/date-input.tsx'
import { DateRangeInput } from '#dashboard/ui/date-range-input.tsx'
import { FormField } from '#dashboard/ui/form-field.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const timeZone = 'Europe/Moscow'

export function DateStates() {
  const { t } = useTranslation('demo')
  const [range, setRange] = useState({ from: '2026-11-01', to: '2026-11-26' })
  const label = t('catalogue.sample.date')
  return (
    <CataloguePart name={t('catalogue.parts.dates')}>
      <CatalogueState name={t('catalogue.states.rest')}>
        <Example id="date-rest" initial="2026-11-26" />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.empty')}>
        <Example id="date-empty" initial="" />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.time')}>
        <Example id="date-time" entry="dateTime" initial="2026-11-26T14:30" />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.ambiguous')}>
        <Example id="date-ambiguous" initial="11/12/2026" />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.invalid')}>
        <Example id="date-invalid" initial="31.02.2026" />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.disabled')}>
        <Example id="date-disabled" initial="2026-11-26" isDisabled />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.range')}>
        <DateRangeInput
          id="date-range"
          label={label}
          value={range}
          onChange={setRange}
          timeZone={timeZone}
        />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.invalidRange')}>
        <DateRangeInput
          id="date-reversed"
          label={label}
          value={{ from: range.to, to: range.from }}
          onChange={({ from, to }) => setRange({ from: to, to: from })}
          timeZone={timeZone}
        />
      </CatalogueState>
    </CataloguePart>
  )
}

type ExampleProps = { id: string; initial: string; entry?: DateEntry; isDisabled?: boolean }

function Example({ id, initial, entry = 'day', isDisabled }: ExampleProps) {
  const { t } = useTranslation('demo')
  const [value, setValue] = useState(initial)
  const label = t('catalogue.sample.date')
  return (
    <FormField id={id} label={label}>
      <DateInput
        id={id}
        label={label}
        entry={entry}
        value={value}
        onChange={setValue}
        timeZone={timeZone}
        isDisabled={isDisabled}
      />
    </FormField>
  )
}
