import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { oidcSettingsOf, oidcVariables } from './oidc-settings.ts'

const required = {
  KARTOTEKA_OIDC_ISSUER: 'https://login.example.com',
  KARTOTEKA_OIDC_CLIENT_ID: 'kartoteka',
}

function read(env: Record<string, string>, host = '127.0.0.1') {
  const issues: string[] = []
  const settings = oidcSettingsOf(
    {
      ...z.object(oidcVariables).parse(env),
      HOST: host,
      KARTOTEKA_PUBLIC_URL: env['KARTOTEKA_PUBLIC_URL'],
    },
    issues,
  )
  return { settings, issues }
}

describe('settings of the sign-in at a provider', () => {
  it('are none without an issuer', () => {
    expect(read({})).toEqual({ settings: undefined, issues: [] })
    expect(read({ KARTOTEKA_OIDC_CLIENT_ID: 'x' }).issues).toEqual([
      'KARTOTEKA_OIDC_CLIENT_ID: has no effect without KARTOTEKA_OIDC_ISSUER',
    ])
  })

  it('let nobody in by default who was not added before', () => {
    expect(read(required).settings).toMatchObject({
      title: 'login.example.com',
      clientSecret: undefined,
      scopes: 'openid profile email',
      roles: undefined,
      allowed: { domains: [], claim: undefined, role: 'viewer' },
    })
  })

  it('read roles of claim values, for all sources or one', () => {
    const roles = (listed: string) => {
      const env = { KARTOTEKA_OIDC_ROLE_CLAIM: 'groups', KARTOTEKA_OIDC_ROLES: listed }
      return read({ ...required, ...env }).settings?.roles?.byValue
    }
    const expected = new Map([
      ['sales', { role: 'editor', source: '*' }],
      ['cn=help', { role: 'support', source: 'main' }],
    ])
    expect(roles('sales=editor, cn=help=support@main')).toEqual(expected)
    expect(roles('{"sales": "editor", "cn=help": "support@main"}')).toEqual(expected)
  })

  it('read who is allowed without being added', () => {
    const { settings } = read({
      ...required,
      KARTOTEKA_OIDC_ALLOWED_DOMAINS: 'Example.com, @example.org',
      KARTOTEKA_OIDC_ALLOWED_CLAIM: 'groups=a=b',
      KARTOTEKA_OIDC_ALLOWED_ROLE: 'support',
    })
    expect(settings?.allowed).toEqual({
      domains: ['example.com', 'example.org'],
      claim: { name: 'groups', value: 'a=b' },
      role: 'support',
    })
  })

  it.each<[Record<string, string>, RegExp]>([
    [{ KARTOTEKA_OIDC_ISSUER: 'http://login.example.com' }, /ISSUER: has to be https/],
    [{ KARTOTEKA_OIDC_ISSUER: 'https://login.example.com/?a=b' }, /ISSUER: is an address without/],
    [{ KARTOTEKA_OIDC_SCOPES: 'email' }, /SCOPES: has to include openid/],
    [{ KARTOTEKA_OIDC_ROLE_CLAIM: 'groups' }, /set both or neither/],
    [{ KARTOTEKA_OIDC_ROLES: 'a=editor' }, /set both or neither/],
    [{ KARTOTEKA_OIDC_ALLOWED_DOMAINS: '*' }, /ALLOWED_DOMAINS: \* is no domain/],
    [{ KARTOTEKA_OIDC_ALLOWED_CLAIM: 'groups' }, /ALLOWED_CLAIM: expected claim=value/],
  ])('reject %o', (env, message) => {
    const { settings, issues } = read({ ...required, ...env })
    expect(settings).toBeUndefined()
    expect(issues).toEqual([expect.stringMatching(message)])
  })

  it.each([
    ['sales', /sales names no role|=sales names no role/],
    ['sales=boss', /sales=boss names no role/],
    ['sales=editor@', /names no role/],
    ['sales=admin@main', /an admin is one of all sources/],
    ['{"sales": 1}', /no JSON object/],
    ['{sales', /no JSON object/],
  ])('reject roles %s', (listed, message) => {
    const env = { KARTOTEKA_OIDC_ROLE_CLAIM: 'groups', KARTOTEKA_OIDC_ROLES: listed }
    expect(read({ ...required, ...env }).issues).toEqual([expect.stringMatching(message)])
  })

  it('need a public address where other machines sign in, and name all issues at once', () => {
    const { issues } = read({ KARTOTEKA_OIDC_ISSUER: 'http://login.example.com' }, '0.0.0.0')
    expect(issues).toEqual([
      expect.stringContaining('has to be https'),
      expect.stringContaining('needs KARTOTEKA_PUBLIC_URL'),
      expect.stringContaining('KARTOTEKA_OIDC_CLIENT_ID: required'),
    ])
    const env = { ...required, KARTOTEKA_PUBLIC_URL: 'https://contacts.example.com' }
    expect(read(env, '0.0.0.0').issues).toEqual([])
  })
})
