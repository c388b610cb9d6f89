import type { FieldDefinition } from '#contract/api/fields.ts'
import { checkField } from './field-checking.ts'
import type { FieldIssue, FieldInput } from './field-draft.ts'
import { toFieldInput } from './field-reading.ts'
import { parseEntities, parseParts } from '#contract/model/parts-text.ts'

/**
A text that its field cannot hold. Codes besides the known ones: `day`, `moment`, `yesNo`,
 * `noChoice`, `unreadable`.
 */
export type ParseIssue = FieldIssue & {
  /** The part of the text that is meant. */
  text?: string
}
export type Parsed = { input: FieldInput; issues: ParseIssue[] }

/** Whether a field can be edited as one line of text; others are read-only. */
export const isTypedAsText = (definition: FieldDefinition): boolean =>
  toFieldInput(definition, undefined, null).kind !== 'readonly'

/**
 * Parses a field's text, typed or from a spreadsheet: labels of options, days as `YYYY-MM-DD` or
 * `DD.MM.YYYY`, several values separated by `;`, addresses and legal entities by parts. What cannot
 * be parsed is an issue, never an empty value. `was` provides the kinds of values that are kept.
 */
export function parseField(definition: FieldDefinition, text: string, was?: FieldInput): Parsed {
  const empty = toFieldInput(definition, undefined, null)
  if (text.trim() === '') return { input: empty, issues: [] }
  const parsed = parseFilled(definition, empty, text, was)
  return parsed.issues.length > 0
    ? parsed
    : { ...parsed, issues: checkField(definition, parsed.input) }
}

function parseFilled(
  definition: FieldDefinition,
  empty: FieldInput,
  text: string,
  was?: FieldInput,
): Parsed {
  const wrong = (code: ParseIssue['code'], piece = text.trim()): Parsed => ({
    input: empty,
    issues: [{ code, text: piece }],
  })
  switch (empty.kind) {
    case 'text':
      return {
        input: { ...empty, text: definition.type === 'textarea' ? text : text.trim() },
        issues: [],
      }
    case 'number':
      return { input: { ...empty, text: text.trim() }, issues: [] }
    case 'yesNo': {
      const answer = answers[text.trim().toLowerCase()]
      return answer ? { input: { ...empty, answer }, issues: [] } : wrong('yesNo')
    }
    case 'date': {
      const day = parseDay(text.trim())
      return day ? { input: { ...empty, day }, issues: [] } : wrong('day')
    }
    case 'dateTime': {
      const wall = parseMoment(text.trim())
      if (!wall) return wrong('moment')
      const moment = was?.kind === 'dateTime' ? was.was : null
      return { input: { ...empty, wall, was: moment }, issues: [] }
    }
    case 'options':
      return parseOptions(definition, empty, text)
    case 'contactPoints': {
      const known = was?.kind === 'contactPoints' ? was.items : []
      const values = partsOf(text)
      const items = values.map((value, index) => {
        const same = known.find((item) => item.value === value)
        // A value that is corrected in place keeps its kind.
        const before = known[index]
        const isCorrected = before !== undefined && !values.includes(before.value)
        return { value, kind: (same ?? (isCorrected ? before : undefined))?.kind ?? '' }
      })
      return { input: { ...empty, items }, issues: [] }
    }
    case 'address': {
      const names = empty.parts.map(({ part }) => part)
      const parts = parseParts(text, names[0] ?? '', names)
      if (!parts) return wrong('unreadable')
      const valueOf = (part: string) => parts.find(({ key }) => key === part)?.value ?? ''
      return {
        input: { ...empty, parts: names.map((part) => ({ part, value: valueOf(part) })) },
        issues: [],
      }
    }
    case 'legalEntities': {
      const entities = parseEntities(text)
      return entities ? { input: { ...empty, entities }, issues: [] } : wrong('unreadable')
    }
    case 'readonly':
      return wrong('unreadable')
  }
}

type Options = Extract<FieldInput, { kind: 'options' }>

function parseOptions({ type, options }: FieldDefinition, empty: Options, text: string): Parsed {
  const find = (label: string) => {
    const wanted = label.trim()
    return (
      options.find((item) => item.label === wanted) ??
      options.find((item) => item.label.toLowerCase() === wanted.toLowerCase())
    )
  }
  // A label may contain the separator.
  const whole = find(text)
  const labels = whole ? [whole.label] : type === 'multiselect' ? partsOf(text) : [text.trim()]
  const selected: number[] = []
  const issues: ParseIssue[] = []
  for (const label of labels) {
    const option = find(label)
    if (!option) issues.push({ code: 'noChoice', text: label })
    else if (!selected.includes(option.id)) selected.push(option.id)
  }
  return { input: { ...empty, selected }, issues }
}

const answers: Record<string, 'yes' | 'no'> = {
  yes: 'yes',
  да: 'yes',
  true: 'yes',
  '1': 'yes',
  '+': 'yes',
  no: 'no',
  нет: 'no',
  false: 'no',
  '0': 'no',
  '-': 'no',
}

/** The values of a text that holds several. */
export const partsOf = (text: string): string[] =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)

/** Parses `2026-11-20` or `20.11.2026`; undefined for days that do not exist. */
function parseDay(text: string): string | undefined {
  const [, y, m, d] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  const [, d2, m2, y2] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? []
  const [year = y2, month = m2, date = d2] = [y, m, d]
  if (!year || !month || !date) return undefined
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : undefined
}

/** Parses a local time: a day, a blank or `T`, and hours with minutes. */
function parseMoment(text: string): string | undefined {
  const [, day = '', hour = '', minute = ''] = /^(\S+?)[T\s]+(\d{1,2}):(\d{2})$/.exec(text) ?? []
  const date = parseDay(day)
  if (!date || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${date}T${hour.padStart(2, '0')}:${minute}`
}
