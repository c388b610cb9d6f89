import { expect, it } from 'vitest'
import { right } from '#contract/api/rights.ts'
import { defaultRoleSettings, type Role } from '#contract/api/roles.ts'
import type { AccessFacts } from '#proxy/auth/access.ts'
import { keyAccess } from './key-access.ts'

const noGroup = () => undefined

const factsWith = (facts: Partial<AccessFacts>): AccessFacts => ({
  userId: 'ada',
  email: 'ada@example.com',
  name: 'Ada',
  hasPassword: false,
  roles: [{ source: '*', role: 'editor' }],
  settings: [],
  sourceUsers: [],
  ...facts,
})

const scopeOf = (role: Role, sources: string[] | null = null) => ({
  label: 'Import',
  role,
  sources,
})

it.each<[owner: Role, key: Role, role: Role]>([
  ['admin', 'admin', 'admin'],
  ['admin', 'support', 'support'],
  ['editor', 'admin', 'editor'],
  ['support', 'editor', 'support'],
  ['viewer', 'viewer', 'viewer'],
])('the key of an %s for an %s acts as %s', (owner, key, role) => {
  const facts = factsWith({ roles: [{ source: '*', role: owner }] })
  const access = keyAccess(facts, scopeOf(key), noGroup)
  expect(access.of('main').role).toBe(role)
  expect(access.mayInstallation('users')).toBe(role === 'admin')
  expect(access).toMatchObject({
    userId: 'ada',
    via: 'key',
    actor: { id: 'ada', name: 'Ada (key: Import)' },
  })
})

it('a key for some sources has no rights at others, and none over the installation', () => {
  const facts = factsWith({ roles: [{ source: '*', role: 'admin' }] })
  const access = keyAccess(facts, scopeOf('admin', ['main']), noGroup)
  expect(access.of('main').may('merge')).toBe(true)
  const other = access.of('legacy')
  expect(other.role).toBeNull()
  expect(right.options.filter((one) => other.may(one))).toEqual([])
  expect(other.visibility).toEqual({ contacts: 'ofResponsible', users: [] })
  expect(right.options.filter((one) => access.mayInstallation(one))).toEqual([])
})

it('a role that the owner has at one source only is no role at others', () => {
  const facts = factsWith({ roles: [{ source: 'main', role: 'support' }] })
  const access = keyAccess(facts, scopeOf('editor', ['main', 'legacy']), noGroup)
  expect(access.of('main').role).toBe('support')
  expect(access.of('legacy').role).toBeNull()
})

it('the settings of a lower role do not widen what the owner may do', () => {
  const { editor, viewer } = defaultRoleSettings
  const facts = factsWith({
    settings: [
      {
        scope: '*',
        role: 'editor',
        settings: { ...editor, mayExport: false, maxRows: 5, visibility: 'own' },
      },
      {
        scope: '*',
        role: 'viewer',
        settings: { ...viewer, mayExport: true, maxRows: null, visibility: 'all' },
      },
    ],
    sourceUsers: [{ source: 'main', user: 7 }],
  })
  const { may, maxRows, visibility } = keyAccess(facts, scopeOf('viewer'), noGroup).of('main')
  expect(may('read')).toBe(true)
  expect(may('export')).toBe(false)
  expect(maxRows).toBe(5)
  expect(visibility).toEqual({ contacts: 'ofResponsible', users: [7] })
})
