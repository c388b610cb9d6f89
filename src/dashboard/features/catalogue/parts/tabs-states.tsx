import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tabs } from '#dashboard/ui/tabs.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const tabs = ['first', 'second', 'third'] as const

export function TabsStates() {
  const { t } = useTranslation('demo')
  const [selected, setSelected] = useState<(typeof tabs)[number]>('first')
  const name = t('catalogue.parts.tabs')
  return (
    <CataloguePart name={name}>
      <CatalogueState name={t('catalogue.states.rest')}>
        <Tabs
          label={name}
          tabs={tabs.map((id) => ({ id, text: t(`catalogue.sample.tabs.${id}`) }))}
          selected={selected}
          onSelect={setSelected}
        >
          <p className="py-2">{t(`catalogue.sample.tabs.${selected}`)}</p>
        </Tabs>
      </CatalogueState>
    </CataloguePart>
  )
}
