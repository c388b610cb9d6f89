import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Combobox, MultiCombobox } from '#dashboard/ui/combobox.tsx'
import { Select, SelectBox } from '#dashboard/ui/select.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const ignore = () => {}
const tags = ['vip', 'партнёр', 'выставка 2026', 'Leads'].map((text) => ({ value: text, text }))
const people = Array.from({ length: 300 }, (_, index) => ({
  value: String(index),
  text: `Вера Ковалёва ${index + 1}`,
}))

/** One of a few, one of many, and any number of options. */
export function OptionStates() {
  const { t } = useTranslation('demo')
  const [tag, setTag] = useState('vip')
  const [person, setPerson] = useState(people[0] ?? null)
  const [selected, setSelected] = useState(tags.slice(0, 2))
  const [label, placeholder] = [t('catalogue.sample.field'), t('catalogue.sample.empty')]
  const one = { label, placeholder, options: tags, value: tag, onChange: setTag }
  const many = { label, placeholder, options: tags, selected, onChange: setSelected }
  const problem = { problem: t('catalogue.sample.failed'), onRetry: ignore }
  return (
    <CataloguePart name={t('catalogue.parts.options')}>
      <CatalogueState name={t('catalogue.states.rest')}>
        <SelectBox {...one} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.looks.quiet')}>
        <Select {...one} isLabelShown="always" />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.empty')}>
        <SelectBox {...one} value="" />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.invalid')}>
        <SelectBox {...one} aria-invalid />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.disabled')}>
        <SelectBox {...one} disabled />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.search')}>
        <Combobox
          {...{ label, placeholder, options: people, selected: person }}
          onChange={(next) => setPerson(next)}
        />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.several')}>
        <MultiCombobox {...many} canCreate />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.failing')}>
        <MultiCombobox {...many} options={[]} state={problem} />
      </CatalogueState>
    </CataloguePart>
  )
}
