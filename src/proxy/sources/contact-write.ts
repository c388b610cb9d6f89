import type { Identity, Link } from '#contract/api/writes.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'

/** Tags that come and go by name; the others of the contact are left alone. */
export type TagChange = { add: string[]; remove: string[] }

/**
 * What is to be written of one contact: each named attribute is to hold exactly this, null clears it.
 * Tags and links never stand among the `values`: they come and go by themselves.
 */
export type ContactWrite = {
  id: number
  values: Snapshot
  tags: TagChange
  identity?: Identity | undefined
}

/** A contact to create; tags are added to those of a contact that the source knew already. */
export type ContactCreate = {
  values: Snapshot
  tags: string[]
  identity?: Identity | undefined
}

/** Links of one contact to make and to take off. */
export type LinkWrite = { contactId: number; links: Link[] }

/** How one contact of a request fared, in the order of the request. `updatedAt` is ISO 8601. */
export type WriteResult =
  | { status: 'created'; id: number; updatedAt: string | null }
  | { status: 'changed'; id: number; updatedAt: string | null }
  | { status: 'rejected'; issues: Issue[] }
  /** Good in itself, but not written because the source rejected its whole batch. */
  | { status: 'skipped' }
