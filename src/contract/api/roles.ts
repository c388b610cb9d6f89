import * as z from 'zod/mini'
import { right, type Right } from './rights.ts'
import { sourceId } from './sources.ts'

/** Each role may do what the one before it may, and more. */
export const role = z.enum(['viewer', 'support', 'editor', 'admin'])
export type Role = z.infer<typeof role>

/** Every source that is not named. */
export const everySource = '*'

/** A source by its ID, or every one that is not named. */
export const roleScope = z.union([z.literal(everySource), sourceId])

/**
 * Which contacts a role sees: all, those of the users in one's own group at the source, or one's
 * own. Who one is at a source is set by an admin; without that, one sees none.
 */
export const visibilityRule = z.enum(['all', 'ownGroup', 'own'])
export type VisibilityRule = z.infer<typeof visibilityRule>

/** What an admin sets for a role, for all sources or for one. */
export const roleSettings = z.object({
  /** Maximum number of rows of one write; null: no limit but that of a job. */
  maxRows: z.nullable(z.int().check(z.minimum(1), z.maximum(100_000))),
  mayExport: z.boolean(),
  visibility: visibilityRule,
})
export type RoleSettings = z.infer<typeof roleSettings>

/** Until an admin changes them. The settings of an admin do not change. */
export const defaultRoleSettings: Record<Role, RoleSettings> = {
  viewer: { maxRows: 1, mayExport: false, visibility: 'all' },
  support: { maxRows: 250, mayExport: false, visibility: 'all' },
  editor: { maxRows: 10_000, mayExport: true, visibility: 'all' },
  admin: { maxRows: null, mayExport: true, visibility: 'all' },
}

const added: Record<Role, readonly Right[]> = {
  viewer: ['read'],
  support: ['chats', 'statuses', 'edit', 'notes', 'tasks'],
  editor: ['companies', 'bulk', 'import', 'merge', 'shareViews'],
  admin: ['sources', 'users', 'audit'],
}

/** The rights that do not belong to a source: only an admin has them. */
export const installationRights: readonly Right[] = added.admin

/** Everything that a role may do, in the order of `right`. */
export function rightsOf(of: Role, { mayExport }: Pick<RoleSettings, 'mayExport'>): Right[] {
  const place = role.options.indexOf(of)
  const rights = role.options.slice(0, place + 1).flatMap((name) => added[name])
  return right.options.filter((name) => rights.includes(name) || (name === 'export' && mayExport))
}
