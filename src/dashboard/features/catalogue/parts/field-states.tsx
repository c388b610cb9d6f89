import { useTranslation } from 'react-i18next'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FormField } from '#dashboard/ui/form-field.tsx'
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
        <FormField id="field-rest" label={label} help={t('catalogue.sample.help')}>
          <input id="field-rest" defaultValue={value} className={controlLook.line} />
        </FormField>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.invalid')}>
        <FormField id="field-invalid" label={label} errors={[t('catalogue.sample.error')]}>
          <input
            id="field-invalid"
            defaultValue={value}
            aria-invalid
            aria-describedby="field-invalid-error"
            className={controlLook.line}
          />
        </FormField>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.disabled')}>
        <FormField id="field-disabled" label={label}>
          <input id="field-disabled" disabled defaultValue={value} className={controlLook.line} />
        </FormField>
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
