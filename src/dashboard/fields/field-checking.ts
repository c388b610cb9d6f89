import type { FieldDefinition } from '#contract/api/fields.ts'
import type { Fault, FieldInput } from './field-draft.ts'
import { hasRequisites, toDecimal } from './field-writing.ts'

// The source's own limits, in letters: told while typing instead of after sending.
const mostLetters: Record<string, number> = {
  text: 256,
  streetaddress: 256,
  multitext: 256,
  smart_address: 256,
  url: 2000,
  textarea: 65_535,
}

/** What a source would surely refuse; what it refuses besides comes back with its answer. */
export function checkField({ type }: FieldDefinition, input: FieldInput): Fault[] {
  const isLong = (text: string) => text.length > (mostLetters[type] ?? Infinity)
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
    case 'reaches':
      return input.items.flatMap(({ value }, at) =>
        isLong(value) ? [{ at, code: 'tooLong' }] : [],
      )
    case 'address':
      return input.parts.flatMap(({ value }, at) =>
        isLong(value) ? [{ at, code: 'tooLong' }] : [],
      )
    case 'legalEntities':
      return input.entities.flatMap((entity, at) => {
        const name = entity.find(({ key }) => key === 'name')?.value.trim() ?? ''
        return hasRequisites(entity) && name === '' ? [{ at, key: 'name', code: 'required' }] : []
      })
    case 'yesNo':
    case 'options':
    case 'kept':
      return []
  }
}

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:\/\//i.test(text)
