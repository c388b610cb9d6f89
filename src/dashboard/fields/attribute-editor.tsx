import type { Attribute } from '#contract/model/attribute.ts'
import type { Value, ValueKindName } from '#contract/model/value.ts'
import type { EditorProps, IssueText } from './editor-props.ts'
import { valueFields } from './value-fields.tsx'

/** The editor for an attribute by its kind; what is shown only has none, and its caller shows it. */
export function AttributeEditor(props: EditorProps) {
  const { Editor } = valueFields[props.attribute.kind]
  return Editor && <Editor {...props} />
}

/**
 * Whether an attribute is edited at all, and with what it holds: a value of another kind than its
 * field's, or two texts where one is typed, are shown and kept as they are.
 */
export function isEditable(attribute: Attribute, held: Value | null): boolean {
  if (attribute.isReadOnly || valueFields[attribute.kind].Editor === null) return false
  if (held === null) return true
  if (held.kind !== attribute.kind) return false
  return !('values' in held) || held.values.length <= 1
}

/** What is to be shown under the whole: all that the editor of the kind does not show at a row. */
export const wholeTexts = (issues: readonly IssueText[], kind: ValueKindName): string[] => [
  ...new Set(
    issues
      .filter(({ index, part }) => !valueFields[kind].hasRows || (index === undefined && !part))
      .map(({ text }) => text),
  ),
]
