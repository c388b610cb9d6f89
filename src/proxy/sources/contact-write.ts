import type { Identity, Link } from '#contract/api/writes.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'

/** Tags to add and remove, by name; other tags of the contact are not changed. */
export type TagChange = { add: string[]; remove: string[] }

/**
 * The attributes of a contact to write: each named attribute gets exactly this value, null clears
 * it. Tags and links are never among the `values`, because they are added and removed separately.
 */
export type ContactWrite = {
  id: number
  values: Snapshot
  tags: TagChange
  identity?: Identity | undefined
}

/** A contact to create; if the source has the contact already, tags are added to its tags. */
export type ContactCreate = {
  values: Snapshot
  tags: string[]
  identity?: Identity | undefined
}

/** Links of one contact to add and to remove. */
export type LinkWrite = { contactId: number; links: Link[] }

/** The result for one contact; results have the order of the request. `updatedAt` is ISO 8601. */
export type WriteResult =
  | { status: 'created'; id: number; updatedAt: string | null }
  | { status: 'changed'; id: number; updatedAt: string | null }
  | { status: 'rejected'; issues: Issue[] }
  /** Valid, but not written because the source rejected the whole batch. */
  | { status: 'skipped' }
