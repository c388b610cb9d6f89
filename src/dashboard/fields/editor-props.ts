import type { ReactNode } from 'react'
import type { Attribute } from '#contract/model/attribute.ts'
import type { FoundCompany } from '#contract/api/companies.ts'
import type { AccountTag } from '#contract/api/tags.ts'
import type { ContactPoint, Value } from '#contract/model/value.ts'
import type { AttributeDraft, TypingContext } from './attribute-draft.ts'

/**
 * The text of an issue in the user's language; it refers to one of several values (`index`) or its
 * part.
 */
export type IssueText = {
  index?: number | undefined
  part?: string | undefined
  text: string
}

/** The account's tags, which are requested when an editor of tags is shown. */
export type TagList = {
  items: readonly AccountTag[]
  state: 'loading' | { problem: string; onRetry: () => void } | undefined
  /** Whether a tag that is not among the items is a new one. */
  isComplete: boolean
}

/** Companies to choose from, which are requested when somebody types a part of their names. */
export type CompanyChoices = {
  /** Null: companies are not found by name here. */
  search: {
    /** Those found for `text`. */
    items: readonly FoundCompany[]
    text: string
    hasMore: boolean
    state: 'loading' | { problem: string; onRetry: () => void } | undefined
    onSearch: (text: string) => void
  } | null
  /** Null: new ones cannot be created. `shown`: those of this name that somebody has seen. */
  create: ((name: string, shown: readonly number[]) => Promise<NewCompany>) | null
}

/** What became of a company to create; `problem`: the reason in the user's language. */
export type NewCompany =
  | { outcome: 'created'; company: FoundCompany }
  | { outcome: 'exists' | 'unknown' }
  | { outcome: 'failed'; problem: string }

/**
 * Props of every editor: it receives and returns a draft; label, help and errors belong to the
 * caller.
 */
export type EditorProps = {
  /**
   * ID of a single control, to which the caller's label refers; controls of a group have their own.
   */
  id: string
  /** ID of the caller's label, which names a group of controls. */
  labelId: string
  /** The text of the label, for the names of controls inside. */
  label: string
  /** IDs of the caller's help and error texts. */
  describedBy?: string | undefined
  attribute: Attribute
  draft: AttributeDraft
  /** The current value, whose kinds and IDs are used for remaining items. */
  held: Value | null
  onChange: (draft: AttributeDraft) => void
  issues: readonly IssueText[]
  typing: TypingContext
  /** Maximum number of contact points; null or omitted: unlimited. */
  max?: number | null | undefined
  /** The tags to choose from; omitted: those of the draft only. */
  tagList?: TagList | undefined
  /** How companies are found; omitted: by number. */
  companies?: CompanyChoices | undefined
  /** Renders content below a contact point, such as a warning of duplicates. */
  renderUnder?: ((item: ContactPoint, index: number) => ReactNode) | undefined
  /** What is asked about a contact point: the ID of its text, and whether it looks wrong. */
  checkAt?: ((index: number) => { id: string; isWarning: boolean } | undefined) | undefined
}

/** Props for the only control of an editor, which is named by the caller's label. */
export const controlProps = ({
  id,
  describedBy,
  issues,
}: Pick<EditorProps, 'id' | 'describedBy' | 'issues'>) => ({
  id,
  'aria-describedby': describedBy,
  'aria-invalid': issues.length > 0 || undefined,
})

/** The issue of one of several values, with the ID of its text for the control. */
export function issueAt(issues: readonly IssueText[], id: string, index: number, part?: string) {
  const found = issues.find(
    (issue) => issue.index === index && (!part || !issue.part || issue.part === part),
  )
  const errorId = `${id}-${index}${part ? `-${part}` : ''}-error`
  return found ? { text: found.text, errorId } : undefined
}
