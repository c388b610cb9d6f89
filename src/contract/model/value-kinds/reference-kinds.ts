import { foldText } from '#contract/model/search-key.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas } from '#contract/model/value.ts'
import {
  defineValueKind,
  type OwnValueKind,
  type ParseContext,
  type Parsed,
} from '#contract/model/value-kind.ts'

type Reference = { id: number; name: string | null }

/** `#123` where the name is not known. */
const nameOf = ({ id, name }: Reference): string => name ?? `#${id}`
const isSame = (a: Reference, b: Reference): boolean => a.id === b.id

/** One of the options by its name, or by `#` and its id. */
function parseReference(text: string, { options }: ParseContext, kind: 'user' | 'company'): Parsed {
  const wanted = text.trim()
  if (wanted === '') return { value: null, issues: [] }
  const id = /^#(\d{1,15})$/.exec(wanted)?.[1]
  const exact = options.filter(({ label }) => label === wanted)
  const matching =
    exact.length > 0 ? exact : options.filter(({ label }) => foldText(label) === foldText(wanted))
  const [found, second] =
    id === undefined ? matching : options.filter((one) => one.id === Number(id))
  if (found && !second) return { value: { kind, id: found.id, name: found.label }, issues: [] }
  // Ids that no list tells are for whoever writes by id: a company among ten thousand.
  if (id !== undefined) return { value: { kind, id: Number(id), name: null }, issues: [] }
  const message = second
    ? 'several have this name: give the id, like #123'
    : 'there is no such name'
  return { value: null, issues: [{ code: 'unknown_option', message, text: wanted }] }
}

const ownUser: OwnValueKind<'user'> = {
  schema: valueSchemas.user,
  isWritable: true,
  isEmpty: ({ id }) => id === 0,
  equals: isSame,
  split: (value) => [value],
  join: (first) => first,
  parse: (text, context) => parseReference(text, context, 'user'),
  print: nameOf,
  validate: () => [],
  searchText: nameOf,
  sortKey: (value) => textSortKey(nameOf(value)),
  toWrite: ({ id }) => [{ option: id }],
  fromWrite: ([first], { options }) =>
    first?.option === undefined
      ? null
      : {
          kind: 'user',
          id: first.option,
          name: options.find(({ id }) => id === first.option)?.label ?? null,
        },
}
export const userKind = defineValueKind('user', ownUser)

const ownCompany: OwnValueKind<'company'> = {
  schema: valueSchemas.company,
  isWritable: true,
  isEmpty: ({ id }) => id === 0,
  equals: isSame,
  split: (value) => [value],
  join: (first) => first,
  parse: (text, context) => parseReference(text, context, 'company'),
  print: nameOf,
  validate: () => [],
  searchText: nameOf,
  sortKey: (value) => textSortKey(nameOf(value)),
  toWrite: ({ id }) => [{ option: id }],
  fromWrite: ([first], { options }) =>
    first?.option === undefined
      ? null
      : {
          kind: 'company',
          id: first.option,
          name: options.find(({ id }) => id === first.option)?.label ?? null,
        },
}
export const companyKind = defineValueKind('company', ownCompany)
