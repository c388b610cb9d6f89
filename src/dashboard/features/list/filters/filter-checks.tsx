import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foldText } from '#contract/model/search-key.ts'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { OptionsSearchBox } from '#dashboard/ui/options-search-box.tsx'
import { Radio } from '#dashboard/ui/radio.tsx'

type Props = {
  options: { value: string; text: string }[]
  selected: string[]
  /** At most one: another selection replaces it. */
  isSingle: boolean
  onSelect: (selected: string[]) => void
}

const fewEnough = 8 // options that do not require a search box

/** Checkboxes for options, with a search box if there are many. */
export function FilterChecks({ options, selected, isSingle, onSelect }: Props) {
  const { t } = useTranslation()
  const group = useId()
  const [wanted, setWanted] = useState('')
  const fitting = options.filter(({ text }) => foldText(text).includes(foldText(wanted)))
  const toggle = (value: string) => {
    if (selected.includes(value)) onSelect(selected.filter((item) => item !== value))
    else onSelect(isSingle ? [value] : [...selected, value])
  }
  return (
    <div className="grid gap-2">
      {options.length > fewEnough && (
        <OptionsSearchBox
          label={t('filters.find')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          // Enter would submit the form before anything is selected.
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      )}
      <div role="group" className="grid max-h-60 overflow-auto">
        {fitting.map(({ value, text }) => (
          <label
            key={value}
            data-tip={text}
            className="flex min-h-(--control) items-center pointer-coarse:min-h-11 gap-2 rounded px-1.5 py-1 hover:bg-sunken"
          >
            {isSingle ? (
              <Radio
                name={group}
                checked={selected.includes(value)}
                onChange={() => toggle(value)}
              />
            ) : (
              <Checkbox checked={selected.includes(value)} onChange={() => toggle(value)} />
            )}
            <span className="min-w-0 truncate">{text}</span>
          </label>
        ))}
      </div>
      {fitting.length === 0 && <p className="text-quiet">{t('filters.none')}</p>}
    </div>
  )
}
