import { everySource, type Role } from '#contract/api/roles.ts'
import {
  registeredAccess,
  type Access,
  type AccessFacts,
  type GroupOf,
  type SourceRights,
} from '#proxy/auth/access.ts'
import { lowerRole } from '#proxy/auth/role-order.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'

/** What a key is for. */
export type KeyScope = {
  label: string
  /** The most that it may do. */
  role: Role
  /** IDs of sources; null: all. */
  sources: readonly string[] | null
}

/**
 * What a key may do: no more than its own role, and no more than its owner at this moment. The
 * settings of both roles count, because those of a lower one may allow more.
 */
export function keyAccess(facts: AccessFacts, scope: KeyScope, groupOf: GroupOf): Access {
  const { userId, email, name } = facts
  const label = `${name || email} (key: ${scope.label})`
  const actor = { id: userId, name: label, address: null }
  const who = { actor, via: 'key' } as const
  const owner = registeredAccess(facts, who, groupOf)
  const limited = registeredAccess({ ...facts, roles: rolesWithin(facts, scope) }, who, groupOf)
  return {
    ...owner,
    of: (source) => common(owner.of(source), limited.of(source)),
    mayInstallation: (right) => owner.mayInstallation(right) && limited.mayInstallation(right),
  }
}

function rolesWithin({ roles }: AccessFacts, { role, sources }: KeyScope): AccessFacts['roles'] {
  const limited = roles.map((own) => ({ ...own, role: lowerRole(own.role, role) }))
  if (sources === null) return limited
  const find = (wanted: string) => limited.find(({ source }) => source === wanted)
  return sources.flatMap((source) => {
    const own = find(source) ?? find(everySource)
    return own ? [{ source, role: own.role }] : []
  })
}

function common(owner: SourceRights, limited: SourceRights): SourceRights {
  return {
    role: limited.role,
    may: (right) => owner.may(right) && limited.may(right),
    maxRows: fewerRows(owner.maxRows, limited.maxRows),
    visibility: visibleToBoth(owner.visibility, limited.visibility),
  }
}

const fewerRows = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)

function visibleToBoth(a: Visibility, b: Visibility): Visibility {
  if (a.contacts === 'all') return b
  if (b.contacts === 'all') return a
  return { contacts: 'ofResponsible', users: a.users.filter((user) => b.users.includes(user)) }
}
