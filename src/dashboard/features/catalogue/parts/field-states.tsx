import { useTranslation } from 'react-i18next'
import { LabelledInput } from '#dashboard/ui/labelled-input.tsx'
import { LinesBox } from '#dashboard/ui/lines-box.tsx'
import { SearchBox } from '#dashboard/ui/search-box.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const ignore = () => {}

export function FieldStates() {
  const { t } = useTranslation('demo')
  const label = t('catalogue.sample.field')
  const value = t('catalogue.sample.value')
  return (
    <CataloguePart name={t('catalogue.parts.fields')}>
      <CatalogueState name={t('catalogue.states.rest')}>
        <LabelledInput label={label} help={t('catalogue.sample.help')} defaultValue={value} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.invalid')}>
        <LabelledInput label={label} errors={[t('catalogue.sample.error')]} defaultValue={value} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.disabled')}>
        <LabelledInput label={label} disabled defaultValue={value} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.lines')}>
        <LinesBox
          ref={null}
          id="field-lines"
          label={label}
          help={t('catalogue.sample.help')}
          rows={3}
          defaultValue={value}
          issue={undefined}
        />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.search')}>
        <SearchBox
          label={t('catalogue.sample.search')}
          placeholder={t('catalogue.sample.search')}
          clearLabel={t('catalogue.sample.clear')}
          value={value}
          maxLength={100}
          onSearch={ignore}
        />
      </CatalogueState>
    </CataloguePart>
  )
}
