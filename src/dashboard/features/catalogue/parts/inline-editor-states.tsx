import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateInput } from '#dashboard/ui/date-input.tsx'
import { InlineEditor } from '#dashboard/ui/inline-editor.tsx'
import { InlineForm } from '#dashboard/ui/inline-form.tsx'
import { InlineValue } from '#dashboard/ui/inline-value.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const initialDay = '2026-11-20'

export function InlineEditorStates() {
  const { t } = useTranslation('demo')
  const value = t('catalogue.sample.value')
  const texts = {
    label: t('catalogue.sample.field'),
    emptyText: t('catalogue.sample.empty'),
    editLabel: t('catalogue.sample.edit'),
    savingText: t('catalogue.sample.saving'),
  }
  const [day, setDay] = useState(initialDay)
  const [isEditing, setIsEditing] = useState(false)
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
      <CatalogueState name={t('catalogue.states.otherKind')}>
        {isEditing ? (
          <InlineForm
            label={t('catalogue.sample.date')}
            saveLabel={t('catalogue.sample.save')}
            cancelLabel={t('catalogue.sample.discard')}
            hint={t('catalogue.sample.keys')}
            onSave={() => setIsEditing(false)}
            onCancel={() => setIsEditing(false)}
          >
            <DateInput
              id="catalogue-inline-date"
              label={t('catalogue.sample.date')}
              entry="day"
              value={day}
              timeZone={null}
              onChange={setDay}
            />
          </InlineForm>
        ) : (
          <InlineValue
            editLabel={t('catalogue.sample.date')}
            onEdit={() => setIsEditing(true)}
            takesFocus={day !== initialDay}
          >
            {day}
          </InlineValue>
        )}
      </CatalogueState>
    </CataloguePart>
  )
}
