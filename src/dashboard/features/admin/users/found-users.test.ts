import { expect, it } from 'vitest'
import type { RegisteredUser } from '#contract/api/registered-users.ts'
import type { Role } from '#contract/api/roles.ts'
import { everybody, foundUsers, stateOf, type UserFilter } from './found-users.ts'

type More = Partial<RegisteredUser>

const person = (name: string, email: string, role: Role, more: More = {}): RegisteredUser => ({
  id: email,
  email,
  name,
  roles: [{ source: '*', role }],
  sourceUsers: [],
  isDisabled: false,
  hasPassword: true,
  issuers: [],
  link: null,
  createdAt: '2026-11-28T00:00:00.000Z',
  lastSeenAt: null,
  sessions: 0,
  ...more,
})

const invited: More = {
  hasPassword: false,
  link: { purpose: 'invite', expiresAt: '2026-12-01T00:00:00.000Z' },
}
const users = [
  person('', 'zoe@example.com', 'viewer', { hasPassword: false }),
  person('Пётр Орлов', 'a@example.com', 'support', {
    roles: [
      { source: '*', role: 'support' },
      { source: 'main', role: 'editor' },
    ],
  }),
  person('Анна Белова', 'z@example.com', 'editor', invited),
  person('Ёлка Белова', 'b@example.com', 'viewer', { isDisabled: true }),
]

it.each<[string, Partial<UserFilter>, string[]]>([
  ['everybody by name', {}, ['z@example.com', 'b@example.com', 'a@example.com', 'zoe@example.com']],
  ['a word of the name in any case, and е for ё', { text: 'ПЕТР' }, ['a@example.com']],
  ['each word anywhere', { text: 'бел example анна' }, ['z@example.com']],
  ['a part of the e-mail', { text: 'zoe@' }, ['zoe@example.com']],
  ['a role, also at one source', { role: 'editor' }, ['z@example.com', 'a@example.com']],
  ['who is invited', { state: 'invited' }, ['z@example.com']],
  ['who is disabled', { state: 'disabled' }, ['b@example.com']],
  ['nobody', { text: 'белова', role: 'admin' }, []],
])('finds %s', (_what, filter, expected) => {
  const found = foundUsers(users, { ...everybody, ...filter }, 'ru')
  expect(found.map(({ email }) => email)).toEqual(expected)
})

it('tells who has never been invited from who was, and both from who is disabled', () => {
  expect(users.map(stateOf)).toEqual(['never', 'active', 'invited', 'disabled'])
  const disabled = person('', 'c@example.com', 'viewer', { ...invited, isDisabled: true })
  expect(stateOf(disabled)).toBe('disabled')
  expect(stateOf({ ...disabled, isDisabled: false, issuers: ['https://id.example.com'] })).toBe(
    'active',
  )
})
