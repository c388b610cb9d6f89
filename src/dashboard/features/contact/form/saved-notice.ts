import type { TFunction } from 'i18next'
import type { ContactEdit } from '#contract/api/writes.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import type { Issue } from '#contract/model/issue.ts'
import { draftName, labelOf } from './contact-form-keys.ts'
import type { Saved } from './contact-form-saving.ts'

/** The texts that the contact's page shows after a save, in the user's language. */
export type SavedNotice = {
  id: number
  /** The change that undoes the edit. */
  undo?: ContactEdit
  /** The create was sent twice, but there is one contact. */
  isRepeat: boolean
  /** Names of the attributes that others changed and that were merged. */
  merged: string[]
  /** Names of what was not saved, each with the reason. */
  notSaved: string[]
}

export function toSavedNotice(
  { id, undo, isRepeat = false, merged, notSaved }: Saved,
  attributes: readonly Attribute[],
  t: TFunction<['form', 'translation']>,
  reasonFor: (issue: Issue) => string,
): SavedNotice {
  const lineOf = (issue: Issue) => {
    const attribute = attributes.find(({ key }) => key === issue.attribute)
    const reason = reasonFor(issue).replace(/\.$/, '')
    return attribute ? `${labelOf(draftName(attribute.key), attributes, t)} (${reason})` : reason
  }
  return {
    id,
    ...(undo && { undo }),
    isRepeat,
    merged: merged.map((key) => labelOf(draftName(key), attributes, t)),
    notSaved: notSaved.map(lineOf),
  }
}
