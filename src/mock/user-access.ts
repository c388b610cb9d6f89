import type { FastifyRequest } from 'fastify'
import type { Faults } from './faults.ts'
import { Rejection } from './rejection.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { Store } from './mock-store.ts'
import type { User } from '#mock/store/user.ts'

/**
 * Determines the user a request acts for: the owner of the Bearer token, or the user that an
 * administrator specifies instead.
 */
export function createAccess(store: Store, faults: Faults) {
  /** The user with the rights that the fault `contact-rights` gives. */
  function withRights(request: FastifyRequest, user: User): User {
    const fault = faults.of(request, 'contact-rights')
    if (!fault || (fault.user !== undefined && fault.user !== user.id)) return user
    const { rights } = user
    const contacts = { ...rights.contacts, view: fault.view, edit: fault.view }
    return { ...user, rights: { ...rights, contacts } }
  }

  function userByToken(request: FastifyRequest, token: string | undefined): User {
    const user = token === undefined ? undefined : store.tokens.userOf(token)
    if (user === undefined) throw new Rejection(401, 'Invalid user name or password')
    if (user === 'expired') throw new Rejection(401, 'Token has expired')
    return withRights(request, user)
  }

  function authenticate(request: FastifyRequest): User {
    const user = userByToken(request, bearerOf(request))
    const requestedId = Number(request.headers['x-context-user-id'] ?? Number.NaN)
    const other = user.rights.is_admin ? store.directory.user(requestedId) : undefined
    return other ? withRights(request, other) : user
  }

  function authenticateAdmin(request: FastifyRequest): User {
    const user = authenticate(request)
    if (!user.rights.is_admin) throw new Rejection(403, 'Forbidden')
    return user
  }

  /** Responsible users whose contacts this user may see; undefined means all. */
  function visibleOwnerIds(user: User): number[] | undefined {
    switch (user.rights.contacts.view) {
      case 'A':
        return undefined
      case 'G':
        return store.directory
          .users()
          .filter((other) => other.rights.group_id === user.rights.group_id)
          .map(({ id }) => id)
      case 'M':
        return [user.id]
      case 'D':
        return []
    }
  }

  const canSee = (user: User, contact: Contact) =>
    visibleOwnerIds(user)?.includes(contact.responsible_user_id) ?? true

  return {
    authenticate,
    userByToken,
    withRights,
    authenticateAdmin,
    visibleOwnerIds,
    canSee,
  }
}
export type Access = ReturnType<typeof createAccess>

export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}
