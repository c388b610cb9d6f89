import * as z from 'zod/mini'

/** What somebody may do: each role has some of them, see `roles.ts`. */
export const right = z.enum([
  'read',
  /** Files of contacts. */
  'export',
  'chats',
  'statuses',
  /** One contact at a time: creating, changing, linking, variables. */
  'edit',
  'notes',
  'tasks',
  'companies',
  /** Writes of more than one contact. */
  'bulk',
  'import',
  'merge',
  'shareViews',
  /** Local copies: turning on, pausing, filling, erasing. */
  'sources',
  'users',
  'audit',
])
export type Right = z.infer<typeof right>
