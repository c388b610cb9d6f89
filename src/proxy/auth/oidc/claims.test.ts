import { expect, it } from 'vitest'
import { isComplete, readClaims, withUserinfo, type RawClaims } from './claims.ts'
import type { OidcSettings } from './oidc-settings.ts'

const settings: OidcSettings = {
  issuer: new URL('https://login.example.com'),
  title: 'Example',
  clientId: 'kartoteka',
  clientSecret: undefined,
  scopes: 'openid',
  roles: undefined,
  allowed: {
    domains: ['example.com'],
    claim: { name: 'org.unit', value: 'sales' },
    role: 'viewer',
  },
}
const read = (raw: RawClaims, changed: Partial<OidcSettings> = {}) =>
  readClaims({ sub: '1', ...raw }, 'https://login.example.com', { ...settings, ...changed })

it.each<[RawClaims, boolean]>([
  [{ email_verified: true }, true],
  [{ email_verified: 'true' }, true],
  [{ email_verified: false }, false],
  [{ email_verified: 'yes' }, false],
  [{}, false],
  [{ xms_edov: true }, true],
  [{ xms_edov: '1' }, true],
  [{ xms_edov: true, email_verified: false }, false],
])('an address with %o is verified: %s', (flags, emailVerified) => {
  const claims = read({ email: ' Ada@Example.com ', ...flags })
  expect(claims).toMatchObject({ email: 'ada@example.com', emailVerified })
  expect(claims.isAllowed).toBe(emailVerified)
})

it.each<[RawClaims, boolean]>([
  [{ email: 'ada@example.com', email_verified: true }, true],
  [{ email: 'ada@example.com' }, false],
  [{ email: 'ada@sub.example.com', email_verified: true }, false],
  [{ email: 'ada@example.com@evil.example', email_verified: true }, false],
  [{ email: 'ada@evilexample.com', email_verified: true }, false],
  [{ org: { unit: 'sales' } }, true],
  [{ org: { unit: ['help', 'sales'] } }, true],
  [{ 'org.unit': 'sales' }, true],
  [{ org: { unit: 'resales' } }, false],
  [{ org: 'sales' }, false],
])('a person with %o is allowed: %s', (raw, isAllowed) => {
  expect(read(raw).isAllowed).toBe(isAllowed)
})

it.each<[unknown, unknown]>([
  ['help', [{ source: '*', role: 'support' }]],
  [['help', 'sales', 'other'], [{ source: '*', role: 'editor' }]],
  [
    ['archive', 'help'],
    [
      { source: '*', role: 'support' },
      { source: 'old', role: 'viewer' },
    ],
  ],
  [['boss', 'archive'], [{ source: '*', role: 'admin' }]],
  [['other'], []],
  [undefined, []],
  [{ sales: true }, []],
])('a claim %j grants %j', (groups, granted) => {
  const byValue = new Map([
    ['help', { source: '*', role: 'support' }],
    ['sales', { source: '*', role: 'editor' }],
    ['archive', { source: 'old', role: 'viewer' }],
    ['boss', { source: '*', role: 'admin' }],
  ] as const)
  const { roles } = read({ groups }, { roles: { claim: 'groups', byValue } })
  expect(roles?.toSorted((a, b) => a.source.localeCompare(b.source))).toEqual(granted)
  expect(read({ groups }).roles).toBeNull()
})

it('userinfo is asked for what is missing, and replaces nothing that is signed', () => {
  const others = { org: { unit: 'sales' } }
  expect(isComplete({ email: 'a@x.org', ...others }, settings)).toBe(false)
  expect(isComplete({ email: 'a@x.org', email_verified: true }, settings)).toBe(false)
  expect(isComplete({ email: 'a@x.org', email_verified: true, ...others }, settings)).toBe(true)
  const signed = { sub: '1', name: 'Ada', email: 'a@x.org' }
  const userinfo = { sub: '1', name: 'Eve', email: 'b@x.org', email_verified: true, groups: ['a'] }
  // Whether one address is verified says nothing about another one.
  expect(withUserinfo(signed, userinfo)).toEqual({ ...userinfo, name: 'Ada' })
  expect(withUserinfo({ ...signed, email_verified: false }, userinfo)).toEqual({
    ...userinfo,
    ...signed,
    email_verified: false,
  })
})
