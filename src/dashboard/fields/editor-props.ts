import type { ReactNode } from 'react'
import type { Attribute } from '#contract/model/attribute.ts'
import type { ContactPoint, Value } from '#contract/model/value.ts'
import type { AttributeDraft, TypingContext } from './attribute-draft.ts'

/** What an issue says in the reader's language, of one value among several (`index`) or of its part. */
export type IssueText = {
  index?: number | undefined
  part?: string | undefined
  text: string
}

/** What every editor is given: draft in, draft out; label, help and errors belong to the caller. */
export type EditorProps = {
  /** Id for a lone control, which the caller's label points to; the parts of a group have their own. */
  id: string
  /** Id of the caller's label, which names a group of controls. */
  labelId: string
  /** The same label as text, for the names of controls inside. */
  label: string
  /** Ids of the caller's help and error texts. */
  describedBy?: string | undefined
  attribute: Attribute
  draft: AttributeDraft
  /** What is there now: it lends kinds and ids to the values that stay. */
  held: Value | null
  onChange: (draft: AttributeDraft) => void
  issues: readonly IssueText[]
  typing: TypingContext
  /** Most contact points there may be; null or left out: as many as one likes. */
  max?: number | null | undefined
  /** What is to be said of a contact point, under it: somebody else has the same. */
  renderUnder?: ((item: ContactPoint) => ReactNode) | undefined
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

/** The issue of one value among several, with the id that describes its control. */
export function issueAt(issues: readonly IssueText[], id: string, index: number, part?: string) {
  const found = issues.find(
    (issue) => issue.index === index && (!part || !issue.part || issue.part === part),
  )
  const errorId = `${id}-${index}${part ? `-${part}` : ''}-error`
  return found ? { text: found.text, errorId } : undefined
}
