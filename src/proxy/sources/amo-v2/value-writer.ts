import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ValueIssue } from '#contract/model/issue.ts'
import type { ValueKindName } from '#contract/model/value.ts'
import { itemText } from '#contract/model/value-kinds/item-text.ts'
import type { WriteItem } from '#contract/model/write-item.ts'
import type { LegacyValueWrite } from '#contract/upstream/amo-v2/writes.ts'
import { addressParts } from './field-kinds.ts'

type Field = Pick<FieldDefinition, 'kind' | 'isMany' | 'options'>
type Written = { is: LegacyValueWrite } | { issue: ValueIssue }

/** Kinds that v2 requires in a format other than their plain content (reference 4). */
const writers: Partial<Record<ValueKindName, (item: WriteItem, field: Field) => Written>> = {
  flag: ({ value }) => ({ is: { value: value === true ? '1' : '0' } }),
  date: (item) => ({ is: { value: `${itemText(item)} 00:00:00` } }),
  choice: ({ value, option }, { options, isMany }) => {
    const found = options.find(({ id, label }) =>
      option === undefined ? label === value : id === option,
    )
    if (!found)
      return { issue: { code: 'unknown_option', message: 'the field has no such option' } }
    const id = String(found.id)
    return { is: isMany ? id : { value: found.label, enum: id } }
  },
  contactPoints: (item) => {
    // By ID or by code, both of which v2 accepts; kinds added by an account have no code.
    const known = item.kindId === undefined ? item.kind : String(item.kindId)
    return { is: { value: itemText(item), ...(known !== undefined && { enum: known }) } }
  },
  address: (item) => {
    const part = addressParts.find((name) => name === item.kind)
    if (part) return { is: { value: itemText(item), subtype: part } }
    const message = `one of the parts is expected: ${addressParts.join(', ')}`
    return { issue: { code: 'unsupported', message } }
  },
}

/**
 * One value in the format that v2 requires for the kind of its field, or its issue. v2 clears the
 * parts of an address that a write does not include: the values sent replace all others.
 */
export function toValueWrite(field: Field, item: WriteItem): Written {
  const writer = writers[field.kind]
  if (writer) return writer(item, field)
  return { is: { value: typeof item.value === 'object' ? item.value : itemText(item) } }
}
