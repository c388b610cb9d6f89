import type { Right } from '#contract/api/rights.ts'
import {
  defaultRoleSettings,
  everySource,
  installationRights,
  rightsOf,
  type Role,
  type RoleSettings,
  type VisibilityRule,
} from '#contract/api/roles.ts'
import type { SourceAccess } from '#contract/api/session.ts'
import { localActor, type Actor } from '#proxy/sources/transport/source-call.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { ForbiddenError, OverLimitError, UnauthenticatedError } from './auth-errors.ts'
import { settingsOf } from './role-settings.ts'

/** What somebody may do at a source. */
export type SourceRights = {
  /** Null: nothing at all. */
  role: Role | null
  may: (right: Right) => boolean
  /** Maximum number of rows of one write; null: no limit but that of a job. */
  maxRows: number | null
  visibility: Visibility
}

/** How somebody was recognised. */
export type Via = 'local' | 'session' | 'key' | 'reverseProxy' | 'demo' | 'nobody'

/** Who makes a request, and what they may do. */
export type Access = {
  actor: Actor
  /** Null where nobody is registered. */
  userId: string | null
  via: Via
  of: (sourceId: string) => SourceRights
  /** Rights that do not belong to a source. */
  mayInstallation: (right: Right) => boolean
}

/** What is stored of somebody who is registered. */
export type AccessFacts = {
  userId: string
  email: string
  name: string
  hasPassword: boolean
  roles: readonly { source: string; role: Role }[]
  settings: readonly { scope: string; role: Role; settings: RoleSettings }[]
  sourceUsers: readonly { source: string; user: number }[]
}

/** The users of a source in the group of one of them; undefined while it is not known. */
export type GroupOf = (sourceId: string, user: number) => readonly number[] | undefined

type AsRole = {
  /** Rights that do not belong to a source. */
  installation: readonly Right[]
  actor: Actor
  userId: string | null
  via: Via
  roleOf: (sourceId: string) => Role | null
  settingsOf: (sourceId: string, role: Role) => RoleSettings
  visibilityOf: (sourceId: string, rule: VisibilityRule) => Visibility
}

function accessOf({ actor, userId, via, installation, ...facts }: AsRole): Access {
  return {
    actor,
    userId,
    via,
    of(sourceId) {
      const role = facts.roleOf(sourceId)
      if (role === null) return nothing
      const settings = facts.settingsOf(sourceId, role)
      const rights = rightsOf(role, settings)
      return {
        role,
        may: (right) => rights.includes(right),
        maxRows: settings.maxRows,
        visibility: facts.visibilityOf(sourceId, settings.visibility),
      }
    },
    mayInstallation: (right) => installation.includes(right),
  }
}

const nothing: SourceRights = {
  role: null,
  may: () => false,
  maxRows: 0,
  visibility: { contacts: 'ofResponsible', users: [] },
}

const all: Visibility = { contacts: 'all' }

/** One role everywhere, with its default settings. */
export const accessAs = (role: Role | null, who: Pick<Access, 'actor' | 'via'>): Access =>
  accessOf({
    ...who,
    installation: installationOf(role),
    userId: null,
    roleOf: () => role,
    settingsOf: (_source, of) => defaultRoleSettings[of],
    visibilityOf: () => all,
  })

const installationOf = (role: Role | null): readonly Right[] =>
  role === 'admin' ? installationRights : []

/**
 * Whoever a reverse proxy has signed in, while nobody is registered. They may do everything but register
 * users: the first one to do so could keep out all others.
 */
export const sharedAccess = (actor: Actor): Access => ({
  ...accessAs('admin', { actor, via: 'reverseProxy' }),
  mayInstallation: (right) => right !== 'users' && installationRights.includes(right),
})

/** Whoever is at this computer, while nobody is registered. */
export const localAccess = accessAs('admin', { actor: localActor, via: 'local' })

/** Who is not signed in. */
export const noAccess = accessAs(null, {
  actor: { id: null, name: '', address: null },
  via: 'nobody',
})

/** What somebody who is registered may do. */
export function registeredAccess(
  { userId, roles, settings, sourceUsers }: AccessFacts,
  who: Pick<Access, 'actor' | 'via'>,
  groupOf: GroupOf,
): Access {
  const find = (scope: string) => roles.find(({ source }) => source === scope)?.role
  const everywhere = find(everySource) ?? null
  return accessOf({
    ...who,
    userId,
    installation: installationOf(everywhere),
    roleOf: (sourceId) => find(sourceId) ?? everywhere,
    settingsOf: (sourceId, role) => settingsOf(settings, sourceId, role),
    visibilityOf: (sourceId, rule) => {
      const self = sourceUsers.find(({ source }) => source === sourceId)?.user
      const users = (): readonly number[] => {
        if (self === undefined) return []
        return rule === 'ownGroup' ? (groupOf(sourceId, self) ?? [self]) : [self]
      }
      return rule === 'all' ? all : { contacts: 'ofResponsible', users: users() }
    },
  })
}

/** The same as the rule of a session's answer. */
export const visibilityRuleOf = (facts: AccessFacts, sourceId: string, role: Role) =>
  settingsOf(facts.settings, sourceId, role).visibility

export const isSignedIn = ({ via }: Access): boolean => via !== 'nobody'

export function requireSignedIn(access: Access): void {
  if (!isSignedIn(access)) throw new UnauthenticatedError('Sign in first')
}

/** Throws unless somebody may do this at a source. */
export function requireRight(access: Access, sourceId: string, right: Right): void {
  requireSignedIn(access)
  if (access.of(sourceId).may(right)) return
  throw new ForbiddenError(`Your role at ${sourceId} does not include: ${right}`)
}

/** Throws unless somebody may do one of these at a source. */
export function requireAny(access: Access, sourceId: string, rights: readonly Right[]): void {
  const known = rights.find((right) => access.of(sourceId).may(right))
  requireRight(access, sourceId, known ?? rights[0] ?? 'read')
}

export function requireInstallation(access: Access, right: Right): void {
  requireSignedIn(access)
  if (!access.mayInstallation(right))
    throw new ForbiddenError(`Only an admin may do this: ${right}`)
}

/** Throws `OverLimitError` for more rows than somebody may write at once. */
export function requireRows(access: Access, sourceId: string, rows: number): void {
  const { maxRows } = access.of(sourceId)
  if (maxRows !== null && rows > maxRows) throw new OverLimitError(rows, maxRows)
}

/** Of the sources that somebody may see. */
export function sourceAccessOf(
  access: Access,
  sourceIds: readonly string[],
  ruleOf: (sourceId: string, role: Role) => VisibilityRule,
): SourceAccess[] {
  return sourceIds.flatMap((source) => {
    const { role, maxRows } = access.of(source)
    if (role === null) return []
    const rights = rightsOf(role, { mayExport: access.of(source).may('export') })
    return [{ source, role, rights, maxRows, visibility: ruleOf(source, role) }]
  })
}
