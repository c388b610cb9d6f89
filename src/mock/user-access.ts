import type { FastifyRequest } from 'fastify'
import { Refusal } from './rejection.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { Store } from './mock-store.ts'
import type { User } from '#mock/store/user.ts'

/** Who asks: the user of the Bearer token, or whom an administrator's request names instead. */
export function createAccess(store: Store) {
  function signedInBy(token: string | undefined): User {
    const user = token === undefined ? undefined : store.tokens.userOf(token)
    if (user === undefined) throw new Refusal(401, 'Invalid user name or password')
    if (user === 'expired') throw new Refusal(401, 'Token has expired')
    return user
  }

  function signedIn(request: FastifyRequest): User {
    const user = signedInBy(bearerOf(request))
    const asked = Number(request.headers['x-context-user-id'] ?? Number.NaN)
    const other = user.rights.is_admin ? store.directory.user(asked) : undefined
    return other ?? user
  }

  function admin(request: FastifyRequest): User {
    const user = signedIn(request)
    if (!user.rights.is_admin) throw new Refusal(403, 'Forbidden')
    return user
  }

  /** Whose contacts this user may see: everybody's when undefined. */
  function visibleTo(user: User): number[] | undefined {
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

  const maySee = (user: User, contact: Contact) =>
    visibleTo(user)?.includes(contact.responsible_user_id) ?? true

  return { signedIn, signedInBy, admin, visibleTo, maySee }
}
export type Access = ReturnType<typeof createAccess>

export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}
