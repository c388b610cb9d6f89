import type { FieldDefinition } from '#contract/api/fields.ts'
import type { FieldIssue, FieldInput } from './field-draft.ts'
import { hasRequisites, toDecimal } from './field-writing.ts'

// The source's limits in characters, checked while typing.
const maxLength: Record<string, number> = {
  text: 256,
  streetaddress: 256,
  multitext: 256,
  smart_address: 256,
  url: 2000,
  textarea: 65_535,
}

/** Issues that the source would certainly reject; others are reported by its response. */
export function checkField({ type }: FieldDefinition, input: FieldInput): FieldIssue[] {
  const isLong = (text: string) => text.length > (maxLength[type] ?? Infinity)
  switch (input.kind) {
    case 'text':
      if (isLong(input.text)) return [{ code: 'tooLong' }]
      return type === 'url' && input.text !== '' && !isWebAddress(input.text)
        ? [{ code: 'url' }]
        : []
    case 'number': {
      const number = toDecimal(input.text)
      return number === '' || /^-?\d{1,15}(\.\d{1,10})?$/.test(number) ? [] : [{ code: 'number' }]
    }
    case 'date':
    case 'dateTime':
      return input.isHalf ? [{ code: 'incompleteDate' }] : []
    case 'contactPoints':
      return input.items.flatMap(({ value }, index) =>
        isLong(value) ? [{ index, code: 'tooLong' }] : [],
      )
    case 'address':
      return input.parts.flatMap(({ value }, index) =>
        isLong(value) ? [{ index, code: 'tooLong' }] : [],
      )
    case 'legalEntities':
      return input.entities.flatMap((entity, index) => {
        const name = entity.find(({ key }) => key === 'name')?.value.trim() ?? ''
        return hasRequisites(entity) && name === ''
          ? [{ index, key: 'name', code: 'required' }]
          : []
      })
    case 'yesNo':
    case 'options':
    case 'readonly':
      return []
  }
}

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:\/\//i.test(text)
