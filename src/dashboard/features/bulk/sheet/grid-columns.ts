import { isPhoneOrEmail, type FieldDefinition } from '#contract/api/fields.ts'
import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import { isTypedAsText } from '#dashboard/fields/field-parsing.ts'

const plainKeys = [
  'identity.bot',
  'identity.messenger',
  'identity.id',
  'name',
  'firstName',
  'lastName',
  'phones',
  'emails',
  'responsible',
  'tags',
] as const
export type PlainKey = (typeof plainKeys)[number]
export type ColumnKey = PlainKey | `fields.${number}`

/** A column. Values that are not custom fields get a synthetic definition. */
export type GridColumn = {
  key: ColumnKey
  label: string
  definition: FieldDefinition
}

/** The data of the grid besides its rows. */
export type GridContext = {
  source: Source
  columns: GridColumn[]
  /** Fields that only the form can write, by their names. */
  left: string[]
  timeZone: string | null
}

type Known = { source: Source; definitions: FieldDefinition[]; users: User[] | null }

/** Every column that the source can write, in a natural order. */
export function columnsOf(
  { source, definitions, users }: Known,
  labels: Record<PlainKey, string>,
): { columns: GridColumn[]; left: string[] } {
  const { writes, bots, messengers, knows } = source.capabilities
  const column = (key: PlainKey, type: string, options: string[] = []): GridColumn => ({
    key,
    label: labels[key],
    definition: {
      id: 0,
      name: labels[key],
      code: null,
      type,
      currency: null,
      isReadOnly: false,
      options: options.map((label, id) => ({ id, label, code: null })),
    },
  })
  const withIds = (item: GridColumn, items: { id: number; name: string }[]): GridColumn => ({
    ...item,
    definition: {
      ...item.definition,
      options: items.map(({ id, name }) => ({ id, label: name, code: null })),
    },
  })
  const active = users?.filter(({ isActive }) => isActive)
  const own = definitions.filter((field) => !isPhoneOrEmail(field) && !field.isReadOnly)
  return {
    columns: [
      ...(bots.length > 0
        ? [
            withIds(column('identity.bot', 'select'), bots),
            column('identity.messenger', 'select', messengers),
            column('identity.id', 'text'),
          ]
        : []),
      column('name', 'text'),
      ...(writes?.nameParts ? [column('firstName', 'text'), column('lastName', 'text')] : []),
      column('phones', 'multitext'),
      column('emails', 'multitext'),
      ...(knows.responsible && active ? [withIds(column('responsible', 'select'), active)] : []),
      ...(writes?.tags ? [column('tags', 'multitext')] : []),
      ...own.filter(isTypedAsText).map((definition): GridColumn => ({
        key: `fields.${definition.id}`,
        label: definition.name,
        definition,
      })),
    ],
    left: own.filter((definition) => !isTypedAsText(definition)).map(({ name }) => name),
  }
}

/** The default columns: standard values without the parts of the name. */
export const shownAtFirst = (columns: GridColumn[]): ColumnKey[] =>
  columns
    .filter(({ key }) => key !== 'firstName' && key !== 'lastName' && !key.startsWith('fields.'))
    .map(({ key }) => key)

/** The column that a path of the contract is about: `fields.77.0.value` is one of `fields.77`. */
export function columnOfPath(path: string, columns: GridColumn[]): ColumnKey | undefined {
  return columns.find(({ key }) => path === key || path.startsWith(`${key}.`))?.key
}

/** The labels of a column's options. */
export const optionsOf = ({ definition }: GridColumn): string[] =>
  definition.type === 'checkbox' ? [] : definition.options.map(({ label }) => label)
export const takesSeveral = ({ definition: { type } }: GridColumn): boolean =>
  type === 'multiselect' || type === 'multitext'
