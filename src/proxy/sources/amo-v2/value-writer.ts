import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ValueIssue } from '#contract/model/issue.ts'
import { itemText } from '#contract/model/value-kinds/item-text.ts'
import type { WriteItem } from '#contract/model/write-item.ts'
import type { LegacyValueWrite } from '#contract/upstream/amo-v2/writes.ts'
import { addressParts } from './field-kinds.ts'

/**
 * One value as v2 expects it for the kind of its field (reference 4), or what is wrong with it. v2 clears
 * the parts of an address that a write does not name: the values sent replace all others.
 */
export function toValueWrite(
  definition: Pick<FieldDefinition, 'kind' | 'isMany' | 'options'>,
  item: WriteItem,
): { is: LegacyValueWrite } | { issue: ValueIssue } {
  const { value, option, kind, kindId } = item
  const text = itemText(item)
  switch (definition.kind) {
    case 'flag':
      return { is: { value: value === true ? '1' : '0' } }
    case 'date':
      return { is: { value: `${text} 00:00:00` } }
    case 'choice': {
      const { options, isMany } = definition
      const found = options.find(({ id, label }) =>
        option === undefined ? label === value : id === option,
      )
      if (!found)
        return { issue: { code: 'unknown_option', message: 'the field has no such option' } }
      const id = String(found.id)
      return { is: isMany ? id : { value: found.label, enum: id } }
    }
    case 'contactPoints': {
      // By id or by code, as v2 likes it; kinds that an account made itself have no code.
      const known = kindId === undefined ? kind : String(kindId)
      return { is: { value: text, ...(known !== undefined && { enum: known }) } }
    }
    case 'address': {
      const part = addressParts.find((name) => name === kind)
      if (part) return { is: { value: text, subtype: part } }
      const message = `one of the parts is expected: ${addressParts.join(', ')}`
      return { issue: { code: 'unsupported', message } }
    }
    case 'text':
    case 'url':
    case 'number':
    case 'money':
    case 'dateTime':
    case 'companyDetails':
    case 'user':
    case 'company':
    case 'tags':
    case 'links':
    case 'files':
    case 'unknown':
      return { is: { value: typeof value === 'object' ? value : text } }
  }
}
