import type { FieldDefinition } from '#contract/api/fields.ts'
import type { FieldValue } from '#contract/api/writes.ts'
import type { LegacyValueWrite } from '#contract/upstream/amo-v2/writes.ts'
import { addressParts } from './field-kinds.ts'

/**
 * One value as v2 expects it for the type of its field (reference 4), or what is wrong with it.
 * v2 clears the parts of an address that a write does not name, as in our contract: the values sent
 * replace all others.
 */
export function toValueWrite(
  definition: FieldDefinition,
  { value, option, kind }: FieldValue,
): { is: LegacyValueWrite } | { wrong: string } {
  switch (definition.type) {
    case 'text':
    case 'textarea':
    case 'streetaddress':
    case 'url':
    case 'numeric':
      return isPlain(value) ? { is: { value: String(value) } } : { wrong: 'a text is expected' }
    case 'checkbox': {
      const isChecked = checks.get(value)
      return isChecked === undefined
        ? { wrong: 'true or false is expected' }
        : { is: { value: isChecked ? '1' : '0' } }
    }
    case 'date':
    case 'birthday':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? { is: { value: `${value} 00:00:00` } }
        : { wrong: 'YYYY-MM-DD is expected' }
    case 'select':
    case 'radiobutton':
    case 'multiselect': {
      const found = definition.options.find(
        ({ id, label }) => id === option || (option === undefined && label === value),
      )
      if (!found) return { wrong: 'the field has no such option' }
      const id = String(found.id)
      return { is: definition.type === 'multiselect' ? id : { value: found.label, enum: id } }
    }
    case 'multitext':
      return isPlain(value)
        ? { is: { value: String(value), ...(kind && { enum: kind }) } }
        : { wrong: 'a text is expected' }
    case 'smart_address': {
      const part = addressParts.find((name) => name === kind)
      return part && isPlain(value)
        ? { is: { value: String(value), subtype: part } }
        : { wrong: `a text of a kind is expected: ${addressParts.join(', ')}` }
    }
    case 'legal_entity':
      return typeof value === 'object' && typeof value['name'] === 'string'
        ? { is: { value } }
        : { wrong: 'an entity with a name is expected' }
    default:
      return { wrong: 'fields of this type cannot be written here' }
  }
}

const checks = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['true', true],
  ['1', true],
  [false, false],
  [0, false],
  ['false', false],
  ['0', false],
])

const isPlain = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number'
