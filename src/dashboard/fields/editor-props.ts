import type { FieldDefinition } from '#contract/api/fields.ts'
import type { FieldIssueText, FieldInput, InputOf } from './field-draft.ts'

/** The props of every editor; label, help and issues are rendered by the caller. */
export type EditorProps<Kind extends FieldInput['kind'] = FieldInput['kind']> = {
  /** Id of the control, for the caller's label; the parts of a group have ids of their own. */
  id: string
  /** Id of the caller's label, which names a group of controls. */
  labelId: string
  /** The label as text, for the names of controls inside. */
  label: string
  /** Ids of the caller's help and error texts. */
  describedBy?: string | undefined
  definition: FieldDefinition
  input: InputOf<Kind>
  onChange: (input: FieldInput) => void
  issues: readonly FieldIssueText[]
  /** The account's, by its IANA name; null: the reader's own. */
  timeZone: string | null
}

/** Props of an editor's single control, which the caller's label names. */
export const controlProps = ({
  id,
  describedBy,
  issues,
}: Pick<EditorProps, 'id' | 'describedBy' | 'issues'>) => ({
  id,
  'aria-describedby': describedBy,
  'aria-invalid': issues.length > 0 || undefined,
})

/** The issue of one of several values, with the id of its error text. */
export function issueAt(
  issues: readonly FieldIssueText[],
  id: string,
  index: number,
  key?: string,
) {
  const text = issues.find(
    (issue) => issue.index === index && (!key || !issue.key || issue.key === key),
  )
  const errorId = `${id}-${index}${key ? `-${key}` : ''}-error`
  return text ? { text: text.text, errorId } : undefined
}
