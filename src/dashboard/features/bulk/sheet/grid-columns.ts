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

/** A column of the grid: an attribute, or a part of the identity in a messenger. */
export type GridColumn = {
  key: ColumnKey
  label: string
  attribute: Omit<Attribute, 'key'>
}

/** Data that the grid needs besides its rows. */
export type GridContext = {
  source: Source
  columns: GridColumn[]
  /** Names of fields that only the form can edit. */
  left: string[]
  typing: Pick<ParseContext, 'timeZone' | 'isCommaDecimal'>
  printing: PrintContext
}

type Known = { source: Source; definitions: FieldDefinition[]; users: User[] | null }

type Labels = {
  identity: Record<IdentityKey, string>
  nameOf: (attribute: Attribute) => string
}

/** All columns that can be written for a source, in display order. */
export function columnsOf(
  { source, definitions, users }: Known,
  labels: Labels,
): { columns: GridColumn[]; left: string[] } {
  const attributes = sourceAttributes(source.capabilities, definitions, users)
  const typed = attributes.filter(
    // Without the list of users, none can be entered.
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

/** Columns for the identity in a messenger of a bot; only the grid has these. */
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

/** The attribute of a column; undefined for a column of the identity. */
export const attributeKeyOf = (key: ColumnKey): AttributeKey | undefined => readAttributeKey(key)

/** A column key as stored now or by 0.1.0 (`fields.77`). */
export const readColumnKey = (text: string): ColumnKey | undefined =>
  identityKeys.find((key) => key === text) ?? readAttributeKey(text)

/** The columns shown by default: plain values, without first and last name. */
export const shownAtFirst = (columns: GridColumn[]): ColumnKey[] =>
  columns
    .filter(
      ({ key, attribute }) =>
        key !== 'firstName' && key !== 'lastName' && attribute.group !== 'fields',
    )
    .map(({ key }) => key)

/** The column to which an issue refers. */
export function columnOf(
  attribute: string | null,
  part: string | undefined,
  columns: GridColumn[],
): ColumnKey | undefined {
  if (attribute === null) return undefined
  const key = attribute === 'identity' ? `identity.${part ?? 'messenger'}` : attribute
  return columns.find((column) => column.key === readColumnKey(key))?.key
}

/** The options of a column whose cells contain one or several of them. */
export const optionsOf = ({ attribute }: GridColumn): string[] =>
  // Companies are too many for a list, and looked up by what is typed.
  attribute.kind !== 'company' && textFormatOf(attribute.kind) === 'option'
    ? attribute.options.map(({ label }) => label)
    : []
export const takesSeveral = ({ attribute }: GridColumn): boolean => attribute.isMany
