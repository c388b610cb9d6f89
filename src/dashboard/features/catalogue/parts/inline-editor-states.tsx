import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { InlineEditor } from '#dashboard/ui/inline-editor.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

export function InlineEditorStates() {
  const { t } = useTranslation('demo')
  const value = t('catalogue.sample.value')
  const texts = {
    label: t('catalogue.sample.field'),
    emptyText: t('catalogue.sample.empty'),
    editLabel: t('catalogue.sample.edit'),
    savingText: t('catalogue.sample.saving'),
  }
  const [saved, setSaved] = useState<string>(value)
  return (
    <CataloguePart name={t('catalogue.parts.inlineEditor')}>
      <CatalogueState name={t('catalogue.states.rest')}>
        <InlineEditor
          {...texts}
          value={saved}
          onSave={async (text) => {
            setSaved(text)
            return undefined
          }}
        />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.empty')}>
        <InlineEditor {...texts} value="" onSave={async () => undefined} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.loading')}>
        <InlineEditor {...texts} value={value} onSave={() => new Promise(() => {})} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.failing')}>
        <InlineEditor {...texts} value={value} onSave={async () => t('catalogue.sample.error')} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.long')}>
        <InlineEditor
          {...texts}
          value={'высокопревосходительствующий'.repeat(3)}
          onSave={async () => undefined}
        />
      </CatalogueState>
    </CataloguePart>
  )
}
