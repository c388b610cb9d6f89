import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/api/fields.ts'
import { useCodeLabel } from '#dashboard/fields/code-labels.ts'
import type { FieldInput } from '#dashboard/fields/field-draft.ts'
import { isFilled } from '#dashboard/fields/field-writing.ts'
import { formatDay, formatMoment } from '#dashboard/lib/format.ts'
import { fromWallClock } from '#contract/model/zoned-time.ts'
import { fieldName, type ValueName } from './contact-form-keys.ts'
import { fieldKey, type FormContext, type FormValues } from './contact-form-values.ts'

/** A value of the form as one line of text, for comparing; empty where the value is. */
export function usePrintedValue({ definitions, users, timeZone }: FormContext) {
  const { t, i18n } = useTranslation(['form', 'translation'])
  const codeLabel = useCodeLabel()
  const { language } = i18n

  const contactPoints = (items: FormValues['phones']) =>
    items
      .filter(isFilled)
      .map(({ value, kind }) => (kind === '' ? value : `${value} (${codeLabel('kinds', kind)})`))
      .join(', ')

  function ofField(definition: FieldDefinition, input: FieldInput): string {
    switch (input.kind) {
      case 'text':
      case 'number':
        return input.text
      case 'yesNo':
        return input.answer === '' ? '' : t(input.answer)
      case 'options':
        return [
          ...input.selected.map((id) => definition.options.find((item) => item.id === id)?.label),
          ...input.lost,
        ].join(', ')
      case 'date':
        return input.day === '' ? '' : formatDay(input.day, language)
      case 'dateTime': {
        const moment = fromWallClock(input.wall, timeZone)
        return moment ? formatMoment(moment, language, timeZone) : ''
      }
      case 'contactPoints':
        return contactPoints(input.items)
      case 'address':
        return input.parts
          .filter(isFilled)
          .map(({ value }) => value)
          .join(', ')
      case 'legalEntities':
        return input.entities
          .map((entity) =>
            entity
              .filter(isFilled)
              .map(({ value }) => value)
              .join(', '),
          )
          .join('; ')
      case 'readonly':
        return ''
    }
  }

  return (name: ValueName, values: FormValues): string => {
    switch (name) {
      case 'name':
      case 'firstName':
      case 'lastName':
        return values[name]
      case 'phones':
      case 'emails':
        return contactPoints(values[name])
      case 'responsible': {
        const id = Number(values.responsible)
        const person = users?.find((item) => item.id === id)?.name
        return id === 0 ? '' : (person ?? t('translation:contacts.userId', { id }))
      }
      case 'tags':
        return values.tags.join(', ')
      case 'identity':
        return values.identity.username
      default: {
        const definition = definitions.find(({ id }) => fieldName(id) === name)
        const input = definition && values.fields[fieldKey(definition.id)]
        return input ? ofField(definition, input) : ''
      }
    }
  }
}
