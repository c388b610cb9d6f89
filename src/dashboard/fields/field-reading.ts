import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import { toWallClock } from '#contract/model/zoned-time.ts'
import type { FieldInput } from './field-draft.ts'

const emptyText: FieldInput = { kind: 'text', text: '' }
const readonly: FieldInput = { kind: 'readonly' }

/** Types with a single text; two texts in one of them are read-only. */
const textTypes = new Set(['text', 'textarea', 'streetaddress', 'url'])
const optionTypes = new Set(['select', 'radiobutton', 'multiselect', 'category'])

/** The initial input of a field's editor; `content` is undefined where the field is empty. */
export function toFieldInput(
  definition: FieldDefinition,
  content: FieldContent | undefined,
  timeZone: string | null,
): FieldInput {
  if (definition.isReadOnly) return readonly
  return content ? ofContent(definition, content, timeZone) : emptyInput(definition)
}

function emptyInput({ type, options }: FieldDefinition): FieldInput {
  if (textTypes.has(type)) return emptyText
  if (optionTypes.has(type)) return { kind: 'options', selected: [], lost: [] }
  switch (type) {
    case 'numeric':
    case 'monetary':
    case 'price':
      return { kind: 'number', text: '' }
    case 'checkbox':
      return { kind: 'yesNo', answer: '' }
    case 'date':
    case 'birthday':
      return { kind: 'date', day: '', isHalf: false }
    case 'date_time':
      return { kind: 'dateTime', wall: '', was: null, isHalf: false }
    case 'multitext':
      return { kind: 'contactPoints', items: [] }
    case 'smart_address':
      return { kind: 'address', parts: options.map(({ code, label }) => partOf(code ?? label)) }
    case 'legal_entity':
      return { kind: 'legalEntities', entities: [] }
    default:
      return readonly
  }
}

const partOf = (part: string, value = '') => ({ part, value })

/** Only content of the shape that the type's editor writes can be edited. */
function ofContent(
  definition: FieldDefinition,
  content: FieldContent,
  timeZone: string | null,
): FieldInput {
  const empty = emptyInput(definition)
  switch (content.kind) {
    case 'text':
    case 'link': {
      const [text = '', second] = content.values
      return empty.kind === 'text' && second === undefined ? { kind: 'text', text } : readonly
    }
    case 'number':
    case 'money':
      return empty.kind === 'number' ? { kind: 'number', text: content.value } : readonly
    case 'checkbox':
      return empty.kind === 'yesNo' ? { ...empty, answer: content.value ? 'yes' : 'no' } : readonly
    case 'date':
      return empty.kind === 'date' ? { ...empty, day: content.value } : readonly
    case 'dateTime':
      return empty.kind === 'dateTime'
        ? { ...empty, wall: toWallClock(content.value, timeZone), was: content.value }
        : readonly
    case 'options':
      return empty.kind === 'options' ? ofLabels(definition, content.labels) : readonly
    case 'multitext':
      return empty.kind === 'contactPoints'
        ? {
            ...empty,
            items: content.values.map(({ value, kind }) => ({ value, kind: kind ?? '' })),
          }
        : readonly
    case 'address':
      return empty.kind === 'address' ? ofParts(empty.parts, content.parts) : readonly
    case 'legalEntity':
      return empty.kind === 'legalEntities' ? { ...empty, entities: content.entities } : readonly
    case 'file':
    case 'unknown':
      return readonly
  }
}

function ofLabels({ options }: FieldDefinition, labels: string[]): FieldInput {
  const found = labels.map((label) => options.find((option) => option.label === label)?.id)
  return {
    kind: 'options',
    selected: found.filter((id) => id !== undefined),
    lost: labels.filter((_, index) => found[index] === undefined),
  }
}

/** The account's parts in their order, filled or empty, then others that the contact has. */
function ofParts(known: { part: string }[], filled: { part: string; value: string }[]): FieldInput {
  const rest = [...filled]
  const parts = known.flatMap(({ part }) => {
    const own = rest.filter((item) => item.part === part)
    for (const item of own) rest.splice(rest.indexOf(item), 1)
    return own.length > 0 ? own : [partOf(part)]
  })
  return { kind: 'address', parts: [...parts, ...rest] }
}
