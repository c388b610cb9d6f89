import type { Attribute } from '#contract/model/attribute.ts'
import type { Value, ValueKindName } from '#contract/model/value.ts'
import type { EditorProps, IssueText } from './editor-props.ts'
import { valueFields } from './value-fields.tsx'

/** The editor for an attribute by its kind; renders nothing for read-only kinds. */
export function AttributeEditor(props: EditorProps) {
  const { Editor } = valueFields[props.attribute.kind]
  return Editor && <Editor {...props} />
}

/**
 * Whether an attribute can be edited: a value of another kind than its field's, or several texts in
 * a field for one, are shown and retained.
 */
export function isEditable(attribute: Attribute, held: Value | null): boolean {
  if (attribute.isReadOnly || valueFields[attribute.kind].Editor === null) return false
  if (held === null) return true
  if (held.kind !== attribute.kind) return false
  return !('values' in held) || held.values.length <= 1
}

/** The issue texts to be shown below the whole editor: those that it does not show at a row. */
export const wholeTexts = (issues: readonly IssueText[], kind: ValueKindName): string[] => [
  ...new Set(
    issues
      .filter(({ index, part }) => !valueFields[kind].hasRows || (index === undefined && !part))
      .map(({ text }) => text),
  ),
]
