import * as z from 'zod/mini'
import { legacyEditRow, legacyLinkChange, legacyDraft } from '#contract/api/legacy-writes.ts'
import {
  contactDraft,
  contactEdit,
  type ContactDraft,
  type ContactEdit,
} from '#contract/api/writes.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { changesOfLinks, changesOfPatch, draftOfLegacy } from '#proxy/jobs/orders/legacy-input.ts'
import { snapshotOfLegacy, tagsOf, withRoles } from '#proxy/jobs/orders/legacy-snapshot.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { joinSnapshots, readSnapshot } from '#proxy/jobs/store/journal.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { shownConflicts } from '#proxy/jobs/store/stored-results.ts'
import { undoOf } from './undo-plan.ts'

/** The change that a row requests, with the values the user saw. */
export type RowIntent = {
  edit: Omit<ContactEdit, 'id'>
  /** The row restores values that the source had before. */
  isRestore: boolean
  /**
   * When the contact had last been changed according to its editor, if the request of 0.1.0
   * includes it.
   */
  seenAt?: string | undefined
}

type Definitions = readonly FieldDefinition[]

/**
 * `before`: the values that the user saw, that a conflict showed, or that were stored before the
 * first send.
 */
export function intentOf(
  row: RunRow,
  job: Pick<StoredJob, 'shared' | 'tag'>,
  definitions: Definitions,
): RowIntent {
  const intent = row.undone
    ? undoIntent(row.undone, job.tag, definitions)
    : { ...readEdit(row.input ?? job.shared ?? '{}', definitions), isRestore: false }
  const shown: Snapshot = {}
  for (const entry of shownConflicts(row.result))
    if (entry.attribute !== 'chat') shown[entry.attribute] = entry.theirs
  const seen = withRoles({ ...intent.edit.before, ...shown }, definitions)
  const sent = readSnapshot(row.base)
  const before = joinSnapshots(sent && withRoles(sent, definitions), seen)
  return { ...intent, edit: { ...intent.edit, before } }
}

const seen = z.optional(z.object({ updatedAt: z.string() }))
const storedEdit = z.union([
  z.extend(z.omit(contactEdit, { id: true }), { seen }),
  z.omit(legacyEditRow, { id: true }),
  z.strictObject({ change: legacyLinkChange }),
  legacyLinkChange,
])

/** A stored edit: in the current format, or a patch or links of 0.1.0. */
function readEdit(text: string, definitions: Definitions): Omit<RowIntent, 'isRestore'> {
  const read = storedEdit.parse(JSON.parse(text))
  if ('changes' in read) {
    const { seen: at, ...edit } = read
    return { edit, seenAt: at?.updatedAt }
  }
  if ('patch' in read) {
    const before = read.before && withRoles(snapshotOfLegacy(read.before), definitions)
    const changes = changesOfPatch(read.patch, definitions)
    return { edit: { changes, ...(before && { before }) } }
  }
  return { edit: changesOfLinks('change' in read ? read.change : read) }
}

function undoIntent(
  undone: NonNullable<RunRow['undone']>,
  tag: string | null,
  definitions: Definitions,
): RowIntent {
  const [base, after] = [readSnapshot(undone.base), readSnapshot(undone.after)]
  if (base && after) {
    const edit = undoOf(withRoles(base, definitions), withRoles(after, definitions))
    return { edit, isRestore: true }
  }
  // The undone row created the contact, which cannot be deleted.
  const added = tag === null ? null : tagsOf([tag])
  return { edit: { changes: added ? [{ attribute: 'tags', add: added }] : [] }, isRestore: false }
}

const storedDraft = z.union([contactDraft, legacyDraft])

/** A stored contact to create: in the current format or that of 0.1.0. */
export function draftIn(text: string | null, definitions: Definitions): ContactDraft {
  const read = storedDraft.parse(JSON.parse(text ?? '{}'))
  return 'changes' in read ? read : draftOfLegacy(read, definitions)
}
