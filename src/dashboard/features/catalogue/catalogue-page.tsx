import { useTranslation } from 'react-i18next'
import { densities, setDensity, useDensity } from '#dashboard/lib/density.ts'
import { changeLanguage, languages } from '#dashboard/lib/i18n.ts'
import { setTheme, useTheme } from '#dashboard/lib/theme.ts'
import { ButtonStates } from './parts/button-states.tsx'
import { ChipStates } from './parts/chip-states.tsx'
import { ChoiceStates } from './parts/choice-states.tsx'
import { DateStates } from './parts/date-states.tsx'
import { FieldStates } from './parts/field-states.tsx'
import { InlineEditorStates } from './parts/inline-editor-states.tsx'
import { LayerStates } from './parts/layer-states.tsx'
import { MessageStates } from './parts/message-states.tsx'
import { OptionStates } from './parts/option-states.tsx'
import { RegionStates } from './parts/region-states.tsx'
import { TabsStates } from './parts/tabs-states.tsx'

/** Every part of the interface in its states. A part has a file in `parts`, listed here. */
export function CataloguePage() {
  const { t, i18n } = useTranslation('demo')
  const theme = useTheme()
  const density = useDensity()
  return (
    <div className="grid gap-6 px-4 pt-4 pb-12">
      <div>
        <h1 className="text-title font-strong">{t('catalogue.title')}</h1>
        <p className="mt-1 text-quiet">{t('catalogue.intro')}</p>
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Choice
          label={t('catalogue.theme')}
          options={(['light', 'dark'] as const).map((id) => ({
            id,
            text: t(`catalogue.themes.${id}`),
          }))}
          selected={theme}
          onSelect={setTheme}
        />
        <Choice
          label={t('catalogue.density')}
          options={densities.map((id) => ({ id, text: t(`catalogue.densities.${id}`) }))}
          selected={density}
          onSelect={setDensity}
        />
        <Choice
          label={t('catalogue.language')}
          options={languages.map((id) => ({ id, text: id === 'ru' ? 'Русский' : 'English' }))}
          selected={languages.find((id) => id === i18n.language) ?? 'en'}
          onSelect={(language) => void changeLanguage(i18n, language)}
        />
      </div>
      <ButtonStates />
      <FieldStates />
      <OptionStates />
      <ChoiceStates />
      <DateStates />
      <InlineEditorStates />
      <TabsStates />
      <ChipStates />
      <MessageStates />
      <LayerStates />
      <RegionStates />
    </div>
  )
}

type ChoiceProps<Id extends string> = {
  label: string
  options: { id: Id; text: string }[]
  selected: Id
  onSelect: (id: Id) => void
}

function Choice<Id extends string>({ label, options, selected, onSelect }: ChoiceProps<Id>) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-1">
      <span className="mr-1 text-quiet">{label}</span>
      {options.map(({ id, text }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === selected}
          onClick={() => onSelect(id)}
          className="h-control rounded px-2 text-quiet hover:bg-sunken aria-pressed:bg-tint aria-pressed:text-ink"
        >
          {text}
        </button>
      ))}
    </div>
  )
}
