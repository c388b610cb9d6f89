import type { JobSubject, TitleEdit } from '#contract/api/jobs.ts'
import type { Value } from '#contract/model/value.ts'
import { joinValues, splitValue } from '#contract/model/value-kinds.ts'

type Ordered = {
  key: string
  name: string
  /** Absent: each contact gets a value of its own. */
  operation?: TitleEdit['operation']
  value?: Value | null
  /** The value that is replaced. */
  from?: Value | null
}

const maxNamed = 3 // values that a title has room for
const maxText = 60 // characters of each
const maxTitleValue = 1000 // characters as JSON, as the contract has it
const maxLabel = 255

/** The subject of an edit, with what its title says of the values. */
export const editSubject = (ordered: readonly Ordered[], warned = 0): JobSubject => ({
  code: 'edit',
  attributes: ordered.map(({ key, name, operation, value, from }) => {
    const edit = operation && titleEdit(operation, value ?? null, from ?? null)
    return { key, name: name.slice(0, maxLabel), ...(edit && { edit }) }
  }),
  ...(warned > 0 && { warned }),
})

/** Undefined if the values do not fit. */
function titleEdit(
  operation: TitleEdit['operation'],
  value: Value | null,
  replaced: Value | null,
): TitleEdit | undefined {
  if (operation === 'clear' || operation === 'normalise') return { operation }
  const [named, from] = [short(value), short(replaced)]
  if (named === undefined || from === undefined) return undefined
  const further = splitValue(value).length - maxNamed
  return {
    operation,
    ...(named && { value: named }),
    ...(operation === 'replace' && from && { from }),
    ...(further > 0 && { further }),
  }
}

const cut = (text: string): string =>
  text.length > maxText ? `${text.slice(0, maxText - 1).trimEnd()}…` : text

/** The first items of a value with short texts; undefined if it remains too long. */
function short(value: Value | null): Value | null | undefined {
  const held = joinValues(splitValue(value).slice(0, maxNamed))
  const named = held && withShortTexts(held)
  return named && JSON.stringify(named).length > maxTitleValue ? undefined : named
}

function withShortTexts(value: Value): Value {
  switch (value.kind) {
    case 'text':
    case 'url':
      return { ...value, values: value.values.map(cut) }
    case 'contactPoints':
      return { ...value, items: value.items.map((item) => ({ ...item, value: cut(item.value) })) }
    case 'tags':
      return { ...value, items: value.items.map((item) => ({ ...item, name: cut(item.name) })) }
    case 'choice':
      return {
        ...value,
        options: value.options.map((option) => ({ ...option, label: cut(option.label) })),
      }
    case 'user':
    case 'company':
      return { ...value, name: value.name && cut(value.name) }
    case 'address':
      return {
        ...value,
        parts: value.parts.map((part) => ({ ...part, value: cut(part.value) })),
      }
    case 'number':
    case 'money':
    case 'flag':
    case 'date':
    case 'dateTime':
    case 'companyDetails':
    case 'links':
    case 'files':
    case 'unknown':
      return value
  }
}
