import type { FieldDefinition } from '#contract/api/fields.ts'
import type { FieldIssueText, FieldInput, InputOf } from './field-draft.ts'

/** What every editor is given: value in, value out; label, help and faults belong to the caller. */
export type EditorProps<Kind extends FieldInput['kind'] = FieldInput['kind']> = {
  /** Id for a lone control, which the caller's label points to; the parts of a group have their own. */
  id: string
  /** Id of the caller's label, which names a group of controls. */
  labelId: string
  /** The same label as text, for the names of controls inside. */
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

/** For the one control of an editor: its name comes from the caller's label. */
export const controlProps = ({
  id,
  describedBy,
  issues,
}: Pick<EditorProps, 'id' | 'describedBy' | 'issues'>) => ({
  id,
  'aria-describedby': describedBy,
  'aria-invalid': issues.length > 0 || undefined,
})

/** The fault of one value among several, with the id that describes its control. */
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
