import { z } from 'zod'
import type { GivenRole } from '#contract/api/registered-users.ts'
import { role, type Role } from '#contract/api/roles.ts'
import { isLoopback } from '#proxy/loopback.ts'

/** How people sign in at a provider of OpenID Connect. */
export type OidcSettings = {
  issuer: URL
  /** What the button for it is called, such as the name of the company. */
  title: string
  clientId: string
  /** Undefined for a public client, which proves itself by PKCE only. */
  clientSecret: string | undefined
  scopes: string
  /** The claim that decides about roles; undefined if administrators assign them here. */
  roles: { claim: string; byValue: ReadonlyMap<string, GivenRole> } | undefined
  /** Who gets an account by signing in; everybody else has to be added before. */
  allowed: {
    /** Domains of verified e-mail addresses, in lower case. */
    domains: readonly string[]
    claim: { name: string; value: string } | undefined
    /** The role of such an account, if no claim decides about it. */
    role: Role
  }
}

const text = z.string().trim().min(1)

/** The variables of the environment; part of those in `config.ts`. */
export const oidcVariables = {
  /** Address of the provider, exactly as in its discovery document. */
  KARTOTEKA_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  KARTOTEKA_OIDC_TITLE: text.max(60).optional(),
  KARTOTEKA_OIDC_CLIENT_ID: text.optional(),
  KARTOTEKA_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  KARTOTEKA_OIDC_SCOPES: text.default('openid profile email'),
  /** Name of the claim with the roles or groups of a person. */
  KARTOTEKA_OIDC_ROLE_CLAIM: text.optional(),
  /** `value=role` or `value=role@source`, separated by commas; or the same as a JSON object. */
  KARTOTEKA_OIDC_ROLES: text.optional(),
  KARTOTEKA_OIDC_ALLOWED_DOMAINS: text.optional(),
  /** `claim=value`. */
  KARTOTEKA_OIDC_ALLOWED_CLAIM: text.optional(),
  KARTOTEKA_OIDC_ALLOWED_ROLE: z.optional(role),
}

export type OidcVariables = z.infer<z.ZodObject<typeof oidcVariables>>

type Around = { HOST: string; KARTOTEKA_PUBLIC_URL?: string | undefined }

/** Reads the variables; undefined without an issuer. Adds every issue that it finds to `issues`. */
export function oidcSettingsOf(
  variables: OidcVariables & Around,
  issues: string[],
): OidcSettings | undefined {
  const { KARTOTEKA_OIDC_ISSUER: issuer, KARTOTEKA_OIDC_CLIENT_ID: clientId } = variables
  if (issuer === undefined) {
    issues.push(...withoutIssuer(variables))
    return undefined
  }
  const found = [...addressIssues(new URL(issuer), variables)]
  if (clientId === undefined) found.push('KARTOTEKA_OIDC_CLIENT_ID: required with an issuer')
  if (!variables.KARTOTEKA_OIDC_SCOPES.split(/\s+/).includes('openid'))
    found.push('KARTOTEKA_OIDC_SCOPES: has to include openid')
  const roles = rolesOf(variables, found)
  const claim = allowedClaimOf(variables.KARTOTEKA_OIDC_ALLOWED_CLAIM, found)
  const domains = domainsOf(variables.KARTOTEKA_OIDC_ALLOWED_DOMAINS, found)
  issues.push(...found)
  if (clientId === undefined || found.length > 0) return undefined
  return {
    issuer: new URL(issuer),
    title: variables.KARTOTEKA_OIDC_TITLE ?? new URL(issuer).hostname,
    clientId,
    clientSecret: variables.KARTOTEKA_OIDC_CLIENT_SECRET,
    scopes: variables.KARTOTEKA_OIDC_SCOPES,
    roles,
    allowed: { domains, claim, role: variables.KARTOTEKA_OIDC_ALLOWED_ROLE ?? 'viewer' },
  }
}

/** Settings that do nothing are a mistake of whoever wrote them. */
function withoutIssuer(variables: OidcVariables): string[] {
  const { KARTOTEKA_OIDC_SCOPES: _scopes, ...others } = variables
  return Object.keys(oidcVariables)
    .filter((name) => Object.hasOwn(others, name) && Reflect.get(others, name) !== undefined)
    .map((name) => `${name}: has no effect without KARTOTEKA_OIDC_ISSUER`)
}

function addressIssues(issuer: URL, { HOST, KARTOTEKA_PUBLIC_URL: url }: Around): string[] {
  const issues: string[] = []
  if (issuer.protocol === 'http:' && !isLoopback(issuer.hostname.replace(/^\[|\]$/g, '')))
    issues.push('KARTOTEKA_OIDC_ISSUER: has to be https, because passwords are typed there')
  if (issuer.search || issuer.hash || issuer.username)
    issues.push('KARTOTEKA_OIDC_ISSUER: is an address without query, fragment and user')
  if (!url && !isLoopback(HOST))
    issues.push(
      'KARTOTEKA_OIDC_ISSUER: needs KARTOTEKA_PUBLIC_URL, the address to which the provider sends people back',
    )
  return issues
}

function rolesOf(variables: OidcVariables, issues: string[]): OidcSettings['roles'] {
  const { KARTOTEKA_OIDC_ROLE_CLAIM: claim, KARTOTEKA_OIDC_ROLES: listed } = variables
  if (claim === undefined && listed === undefined) return undefined
  if (claim === undefined || listed === undefined) {
    issues.push('KARTOTEKA_OIDC_ROLE_CLAIM and KARTOTEKA_OIDC_ROLES: set both or neither')
    return undefined
  }
  const byValue = new Map<string, GivenRole>()
  for (const [value, granted] of pairsOf(listed, issues)) {
    const [name, source = '*', ...more] = granted.split('@')
    const { data: granting } = role.safeParse(name)
    if (granting === undefined || value === '' || source === '' || more.length > 0)
      issues.push(
        `KARTOTEKA_OIDC_ROLES: ${value}=${granted} names no role; roles are viewer, support, editor, admin, for one source editor@source`,
      )
    else if (granting === 'admin' && source !== '*')
      issues.push(`KARTOTEKA_OIDC_ROLES: ${value}=${granted}: an admin is one of all sources`)
    else byValue.set(value, { role: granting, source })
  }
  return { claim, byValue }
}

const jsonPairs = z.record(z.string(), z.string())

function pairsOf(listed: string, issues: string[]): [string, string][] {
  if (listed.startsWith('{')) {
    const pairs = jsonPairs.safeParse(parsed(listed))
    if (pairs.success) return Object.entries(pairs.data)
    issues.push('KARTOTEKA_OIDC_ROLES: is no JSON object of texts')
    return []
  }
  return listOf(listed).map((pair) => {
    const at = pair.lastIndexOf('=')
    return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()]
  })
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined // reported as no JSON object
  }
}

function allowedClaimOf(pair: string | undefined, issues: string[]) {
  if (pair === undefined) return undefined
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()]
  if (name !== '' && value !== '') return { name, value }
  issues.push('KARTOTEKA_OIDC_ALLOWED_CLAIM: expected claim=value')
  return undefined
}

function domainsOf(listed: string | undefined, issues: string[]): string[] {
  const domains = listOf(listed ?? '').map((domain) => domain.toLowerCase().replace(/^@/, ''))
  for (const domain of domains)
    if (!/^[^\s@*]+\.[^\s@*]+$/.test(domain))
      issues.push(`KARTOTEKA_OIDC_ALLOWED_DOMAINS: ${domain} is no domain such as example.com`)
  return domains
}

const listOf = (listed: string): string[] =>
  listed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
