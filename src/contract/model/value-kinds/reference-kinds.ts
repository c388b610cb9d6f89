import { foldText } from '#contract/model/search-key.ts'
import { remembered } from '#contract/model/remembered.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas } from '#contract/model/value.ts'
import type { ValueContext } from '#contract/model/value-context.ts'
import { defineValueKind, type ParseContext, type Parsed } from '#contract/model/value-kind.ts'
import type { WriteItem } from '#contract/model/write-item.ts'

type Reference = { id: number; name: string | null }

/** `#123` if the name is unknown. */
/** Many contacts have the same ones. */
const nameKey = remembered(textSortKey)
const nameOf = ({ id, name }: Reference): string => name ?? `#${id}`

/** Parses the name of an option, or `#` and its ID. */
function parseReference(text: string, { options }: ParseContext, kind: 'user' | 'company'): Parsed {
  const wanted = text.trim()
  if (wanted === '') return { value: null, issues: [] }
  // Beside the number of a company its name may stand, for whoever reads it: `Acme #601`.
  const numbered = kind === 'company' ? /(?:^|\s)#(\d{1,15})$/ : /^#(\d{1,15})$/
  const id = numbered.exec(wanted)?.[1]
  // Two companies whose names differ in case only are two of that name.
  const exact = kind === 'company' ? [] : options.filter(({ label }) => label === wanted)
  const matching =
    exact.length > 0 ? exact : options.filter(({ label }) => foldText(label) === foldText(wanted))
  const [found, second] =
    id === undefined ? matching : options.filter((one) => one.id === Number(id))
  if (found && !second) return { value: { kind, id: found.id, name: found.label }, issues: [] }
  // IDs that are not among the options are accepted, because not every list is complete: companies
  // may number ten thousand.
  if (id !== undefined) return { value: { kind, id: Number(id), name: null }, issues: [] }
  const message = second ? 'the name is ambiguous: use the ID, like #123' : 'the name is unknown'
  const ofCompany = second ? 'ambiguous_company' : 'unknown_company'
  const code = kind === 'company' ? ofCompany : 'unknown_option'
  return { value: null, issues: [{ code, message, text: wanted }] }
}

const isSame = (a: Reference, b: Reference): boolean => a.id === b.id

/** The written reference, with its name from the options. */
function readWritten([first]: WriteItem[], { options }: ValueContext): Reference | null {
  const id = first?.option
  if (id === undefined) return null
  return { id, name: options.find((option) => option.id === id)?.label ?? null }
}

/** Functions shared by references to users and to companies. */
const shared = {
  isWritable: true,
  isEmpty: ({ id }: Reference) => id === 0,
  equals: isSame,
  print: nameOf,
  validate: () => [],
  searchText: nameOf,
  sortKey: (value: Reference) => nameKey(nameOf(value)),
  toWrite: ({ id }: Reference) => [{ option: id }],
}

export const userKind = defineValueKind('user', {
  ...shared,
  schema: valueSchemas.user,
  split: (value) => [value],
  join: (first) => first,
  parse: (text, context) => parseReference(text, context, 'user'),
  fromWrite: (items, context) => {
    const written = readWritten(items, context)
    return written && { kind: 'user', ...written }
  },
})

export const companyKind = defineValueKind('company', {
  ...shared,
  schema: valueSchemas.company,
  split: (value) => [value],
  join: (first) => first,
  parse: (text, context) => parseReference(text, context, 'company'),
  fromWrite: (items, context) => {
    const written = readWritten(items, context)
    return written && { kind: 'company', ...written }
  },
})
