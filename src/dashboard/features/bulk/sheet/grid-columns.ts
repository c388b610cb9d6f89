import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import {
  builtInAttribute,
  readAttributeKey,
  type Attribute,
  type AttributeKey,
} from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ParseContext, PrintContext } from '#contract/model/value-kind.ts'
import { sourceAttributes, supportOf } from '#dashboard/domain/source-attributes.ts'
import { textFormatOf } from '#dashboard/domain/value-text.ts'
import { isEditable } from '#dashboard/fields/attribute-editor.tsx'

const identityKeys = ['identity.bot', 'identity.messenger', 'identity.id'] as const
export type IdentityKey = (typeof identityKeys)[number]

export type ColumnKey = AttributeKey | IdentityKey

/** Something a row says of its contact: an attribute, or who a bot knows it as. */
export type GridColumn = {
  key: ColumnKey
  label: string
  attribute: Omit<Attribute, 'key'>
}

/** What the grid knows beside its rows. */
export type GridContext = {
  source: Source
  columns: GridColumn[]
  /** Fields that only the form can write, by their names. */
  left: string[]
  typing: Pick<ParseContext, 'timeZone' | 'isCommaDecimal'>
  printing: PrintContext
}

type Known = { source: Source; definitions: FieldDefinition[]; users: User[] | null }

type Labels = {
  identity: Record<IdentityKey, string>
  nameOf: (attribute: Attribute) => string
}

/** Every column a source can be written by, in the order people think. */
export function columnsOf(
  { source, definitions, users }: Known,
  labels: Labels,
): { columns: GridColumn[]; left: string[] } {
  const attributes = sourceAttributes(source.capabilities, definitions, users)
  const typed = attributes.filter(
    // Without the list of people nobody can be named.
    (attribute) =>
      isEditable(attribute, null) && (attribute.key !== 'responsible' || users !== null),
  )
  const isTyped = (id: number) => typed.some(({ definition }) => definition?.id === id)
  return {
    columns: [
      ...identityColumns(source, labels.identity),
      ...typed.map((attribute): GridColumn => ({
        key: attribute.key,
        label: labels.nameOf(attribute),
        attribute,
      })),
    ],
    left: definitions
      .filter(({ id, role, isReadOnly }) => role === null && !isReadOnly && !isTyped(id))
      .map(({ name }) => name),
  }
}

/** Who somebody is in a messenger of a bot; such columns are the grid's own. */
function identityColumns(source: Source, labels: Record<IdentityKey, string>): GridColumn[] {
  const { bots, messengers } = source.capabilities
  if (bots.length === 0) return []
  const text = { ...builtInAttribute('name', supportOf(source.capabilities)), isReadOnly: false }
  const choice = (items: { id: number; name: string }[]): GridColumn['attribute'] => ({
    ...text,
    kind: 'choice',
    options: items.map(({ id, name }) => ({ id, label: name, code: null })),
  })
  const byMessenger = messengers.map((name, id) => ({ id, name }))
  return [
    { key: 'identity.bot', label: labels['identity.bot'], attribute: choice(bots) },
    {
      key: 'identity.messenger',
      label: labels['identity.messenger'],
      attribute: choice(byMessenger),
    },
    { key: 'identity.id', label: labels['identity.id'], attribute: text },
  ]
}

/** The attribute of a column; undefined for who a bot knows somebody as. */
export const attributeKeyOf = (key: ColumnKey): AttributeKey | undefined => readAttributeKey(key)

/** A column as 0.1.0 stored it (`fields.77`), or as it is stored now. */
export const readColumnKey = (text: string): ColumnKey | undefined =>
  identityKeys.find((key) => key === text) ?? readAttributeKey(text)

/** What is shown until the reader chooses: the plain values, without the parts of the name. */
export const shownAtFirst = (columns: GridColumn[]): ColumnKey[] =>
  columns
    .filter(
      ({ key, attribute }) =>
        key !== 'firstName' && key !== 'lastName' && attribute.group !== 'fields',
    )
    .map(({ key }) => key)

/** The column that an issue is about. */
export function columnOf(
  attribute: string | null,
  part: string | undefined,
  columns: GridColumn[],
): ColumnKey | undefined {
  if (attribute === null) return undefined
  const key = attribute === 'identity' ? `identity.${part ?? 'messenger'}` : attribute
  return columns.find((column) => column.key === readColumnKey(key))?.key
}

/** Where a column's text means one of a list, or several of it. */
export const optionsOf = ({ attribute }: GridColumn): string[] =>
  textFormatOf(attribute.kind) === 'option' ? attribute.options.map(({ label }) => label) : []
export const takesSeveral = ({ attribute }: GridColumn): boolean => attribute.isMany
