import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { NumberInput } from '#dashboard/ui/number-input.tsx'
import { Radio } from '#dashboard/ui/radio.tsx'
import { Switch } from '#dashboard/ui/switch.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const limits = { min: 1, max: 50 }

/** Checkboxes, radio buttons, switches and numbers. */
export function ChoiceStates() {
  const { t } = useTranslation('demo')
  const [isOn, setIsOn] = useState(true)
  const [count, setCount] = useState('5')
  const label = t('catalogue.sample.field')
  const toggle = {
    'aria-label': label,
    checked: isOn,
    onChange: () => setIsOn(!isOn),
  }
  const number = { 'aria-label': label, className: controlLook.line, onText: setCount }
  return (
    <CataloguePart name={t('catalogue.parts.choices')}>
      <CatalogueState name={t('catalogue.states.checkbox')}>
        <Checkbox {...toggle} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.mixed')}>
        <Checkbox {...toggle} isMixed />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.disabled')}>
        <Checkbox {...toggle} disabled />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.radio')}>
        <span className="flex gap-2">
          <Radio {...toggle} />
          <Radio {...toggle} checked={!isOn} />
        </span>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.switch')}>
        <Switch {...toggle} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.number')}>
        <NumberInput {...number} text={count} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.limits')}>
        <NumberInput {...number} text={count} limits={limits} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.invalid')}>
        <NumberInput {...number} text="1e5" aria-invalid />
      </CatalogueState>
    </CataloguePart>
  )
}
