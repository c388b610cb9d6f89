import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import { groups } from '#mock/account-data.ts'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import type { User } from '#mock/store/user.ts'
import { baseUrlOf, countedListResponse, selfLink } from './v4-list-response.ts'
import { pagingOf, withOf, type Query } from '#mock/query-params.ts'

const roles = [
  { id: 5101, name: 'Менеджер' },
  { id: 5102, name: 'Руководитель' },
] as const

/** Reading users and roles, for administrators (reference 13). */
export function userReads(app: FastifyInstance, { store, access }: Services) {
  app.get<{ Querystring: Query }>('/api/v4/users', (request, reply) => {
    access.authenticateAdmin(request)
    const names = withOf(request.query)
    const all = store.directory
      .users()
      .map((user) => userResponse(access.withRights(request, user), names, baseUrlOf(request)))
    const paging = pagingOf(request.query)
    if (paging.offset >= all.length) return sendNoContent(reply)
    return sendHal(reply, countedListResponse(request, 'users', all, paging))
  })

  app.get<{ Params: { id: string }; Querystring: Query }>('/api/v4/users/:id', (request, reply) => {
    access.authenticateAdmin(request)
    const user = store.directory.user(Number(request.params.id))
    if (!user) return sendNoContent(reply)
    return sendHal(
      reply,
      userResponse(access.withRights(request, user), withOf(request.query), baseUrlOf(request)),
    )
  })

  const roleResponse = (role: (typeof roles)[number], names: Set<string>, base: string) => {
    const members = store.directory.users().filter(({ rights }) => rights.role_id === role.id)
    return {
      ...role,
      rights: members[0]?.rights ?? null,
      _links: selfLink(`${base}/api/v4/roles/${role.id}`),
      _embedded: names.has('users') ? { users: members.map(({ id }) => ({ id })) } : {},
    }
  }

  app.get<{ Querystring: Query }>('/api/v4/roles', (request, reply) => {
    access.authenticateAdmin(request)
    const names = withOf(request.query)
    const all = roles.map((role) => roleResponse(role, names, baseUrlOf(request)))
    return sendHal(reply, countedListResponse(request, 'roles', all, pagingOf(request.query)))
  })

  app.get<{ Params: { id: string }; Querystring: Query }>('/api/v4/roles/:id', (request, reply) => {
    access.authenticateAdmin(request)
    const role = roles.find(({ id }) => id === Number(request.params.id))
    if (!role) return sendNoContent(reply)
    return sendHal(reply, roleResponse(role, withOf(request.query), baseUrlOf(request)))
  })
}

function userResponse(user: User, names: Set<string>, base: string) {
  const group = groups.find(({ id }) => id === (user.rights.group_id ?? 0))
  const role = roles.find(({ id }) => id === user.rights.role_id)
  const digest = createHash('md5').update(user.email).digest('hex')
  const uuid = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20)}`
  return {
    ...user,
    ...(names.has('uuid') ? { uuid } : {}),
    ...(names.has('amojo_id') ? { amojo_id: uuid } : {}),
    ...(names.has('user_rank') ? { user_rank: null } : {}),
    ...(names.has('phone_number') ? { phone_number: null } : {}),
    _links: selfLink(`${base}/api/v4/users/${user.id}`),
    _embedded: {
      ...(names.has('role') ? { roles: role ? [role] : [] } : {}),
      ...(names.has('group') ? { groups: group ? [{ id: group.id, name: group.name }] : [] } : {}),
    },
  }
}
