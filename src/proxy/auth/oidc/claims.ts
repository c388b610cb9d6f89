import type { GivenRole } from '#contract/api/registered-users.ts'
import { everySource } from '#contract/api/roles.ts'
import { lowestFirst } from '#proxy/auth/role-order.ts'
import type { OidcSettings } from './oidc-settings.ts'

/** What the provider knows of a person who has signed in there. */
export type Claims = {
  issuer: string
  /** Identifies the person at the issuer for good; names and e-mail addresses may change hands. */
  sub: string
  email: string | null
  emailVerified: boolean
  name: string | null
  /** The roles by the claim, the highest of each source; null if no claim decides about roles. */
  roles: GivenRole[] | null
  /** Whether such a person gets an account without being added before. */
  isAllowed: boolean
}

export type RawClaims = Record<string, unknown>

/** Whether an ID token leaves nothing to be asked of the provider's userinfo. */
export function isComplete(raw: RawClaims, { roles, allowed }: OidcSettings): boolean {
  const wanted = [
    'email',
    ...(roles ? [roles.claim] : []),
    ...(allowed.claim ? [allowed.claim.name] : []),
  ]
  return hasVerification(raw) && wanted.every((name) => valueOf(raw, name) !== undefined)
}

/**
 * Adds userinfo to an ID token without replacing what is signed. An address and whether it is
 * verified come from the same place, because one of them says nothing about another address.
 */
export function withUserinfo(raw: RawClaims, userinfo: RawClaims): RawClaims {
  const { email, email_verified: _verified, xms_edov: _edov, ...others } = raw
  return { ...userinfo, ...(hasVerification(raw) && email !== undefined ? raw : others) }
}

const hasVerification = (raw: RawClaims): boolean =>
  raw['email_verified'] !== undefined || raw['xms_edov'] !== undefined

/** Reads the claims of an ID token, to which those of userinfo may have been added. */
export function readClaims(raw: RawClaims, issuer: string, settings: OidcSettings): Claims {
  const { roles } = settings
  const email = textOf(raw['email'])?.toLowerCase() ?? null
  const emailVerified = email !== null && isVerified(raw)
  return {
    issuer,
    sub: textOf(raw['sub']) ?? '',
    email,
    emailVerified,
    name: textOf(raw['name']) ?? textOf(raw['preferred_username']) ?? null,
    roles: roles ? grantedBy(textsOf(valueOf(raw, roles.claim)), roles.byValue) : null,
    isAllowed: isAllowed(raw, emailVerified ? email : null, settings.allowed),
  }
}

function isAllowed(raw: RawClaims, email: string | null, allowed: OidcSettings['allowed']) {
  const { domains, claim } = allowed
  if (claim && textsOf(valueOf(raw, claim.name)).includes(claim.value)) return true
  return email !== null && domains.includes(email.slice(email.lastIndexOf('@') + 1))
}

/** The highest role of each source; an admin is one of all, and has no other role. */
function grantedBy(values: string[], byValue: ReadonlyMap<string, GivenRole>): GivenRole[] {
  const highest = new Map<string, GivenRole>()
  const granted = values.flatMap((value) => byValue.get(value) ?? [])
  if (granted.some((one) => one.role === 'admin')) return [{ source: everySource, role: 'admin' }]
  for (const one of granted.toSorted((a, b) => lowestFirst(a.role, b.role)))
    highest.set(one.source, one)
  return [...highest.values()]
}

/** A claim by its name, or by a path into objects such as `realm_access.roles`. */
function valueOf(raw: RawClaims, name: string): unknown {
  if (Object.hasOwn(raw, name)) return raw[name]
  let value: unknown = raw
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return value
}

/** Microsoft Entra has a claim of its own; some providers send flags as text or number. */
const isVerified = (raw: RawClaims): boolean =>
  [raw['email_verified'] ?? raw['xms_edov']].some(
    (flag) => flag === true || flag === 1 || flag === 'true' || flag === '1',
  )

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => {
    const text = typeof one === 'boolean' || typeof one === 'number' ? String(one) : textOf(one)
    return text === undefined ? [] : [text]
  })

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
