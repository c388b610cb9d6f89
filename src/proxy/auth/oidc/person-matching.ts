import type { GivenRole } from '#contract/api/registered-users.ts'
import type { Claims } from './claims.ts'
import type { OidcSettings } from './oidc-settings.ts'
import { SignInError } from './sign-in-error.ts'

export type KnownPerson = { id: string; isDisabled: boolean }

/** The accounts, as a sign-in at a provider reads and changes them. */
export type SignInDirectory = {
  findByIdentity: (issuer: string, sub: string) => Promise<KnownPerson | undefined>
  /** `email` is in lower case. */
  findByEmail: (email: string) => Promise<KnownPerson | undefined>
  /**
   * Links a person with an identity for good; false if the person has another one of this issuer,
   * also if that was linked at the same time.
   */
  linkIdentity: (id: string, identity: { issuer: string; sub: string }) => Promise<boolean>
  /**
   * Adds a person with an identity and roles; undefined if that is not possible: somebody has the
   * address, or the first account would not be an admin's.
   */
  createAllowed: (person: {
    email: string
    name: string | null
    identity: { issuer: string; sub: string }
    roles: GivenRole[]
  }) => Promise<KnownPerson | undefined>
  /** Forgets the identities of a person and ends their sessions; the next sign-in links anew. */
  unlink: (id: string) => Promise<void>
  /** Replaces the roles; false if that would leave no administrator, and nothing was changed. */
  setRoles: (id: string, roles: GivenRole[]) => Promise<boolean>
}

/** Who has signed in, and whether roles were left as they are because no admin would remain. */
export type SignedIn = { id: string; isLastAdmin: boolean }

/**
 * The account of the person whom the provider names: by issuer and `sub`; else once by a verified
 * e-mail address; else a new one if the settings allow it. Throws `SignInError` for everybody else.
 */
export async function matchPerson(
  claims: Claims,
  directory: SignInDirectory,
  allowedRole: OidcSettings['allowed']['role'],
): Promise<SignedIn> {
  const { issuer, sub, roles } = claims
  const known = await directory.findByIdentity(issuer, sub)
  // Before anything is linked or created.
  if (known?.isDisabled) throw new SignInError('disabled')
  if (known === undefined) return firstSignIn(claims, directory, allowedRole)
  if (roles?.length === 0) throw new SignInError('no_role')
  return signedIn(known, claims, directory)
}

async function firstSignIn(
  claims: Claims,
  directory: SignInDirectory,
  allowedRole: OidcSettings['allowed']['role'],
): Promise<SignedIn> {
  const { issuer, sub, email, emailVerified, name, roles, isAllowed } = claims
  // Whoever has not proven the address learns nothing about its account. An account needs one.
  if (email === null || !emailVerified) throw new SignInError('email_unverified')
  const owner = await directory.findByEmail(email)
  if (owner === undefined && !isAllowed) throw new SignInError('unknown_person')
  if (owner?.isDisabled) throw new SignInError('disabled')
  if (roles?.length === 0) throw new SignInError('no_role')
  const identity = { issuer, sub }
  if (owner !== undefined) {
    if (!(await directory.linkIdentity(owner.id, identity))) throw new SignInError('email_linked')
    return signedIn(owner, claims, directory)
  }
  const granted = roles ?? [{ source: '*', role: allowedRole }]
  const created = await directory.createAllowed({ email, name, identity, roles: granted })
  if (created !== undefined) return { id: created.id, isLastAdmin: false }
  // The same person may have signed in in another tab in the meantime.
  const other = await directory.findByIdentity(issuer, sub)
  if (other === undefined) throw new SignInError('unknown_person')
  return signedIn(other, claims, directory)
}

async function signedIn(
  { id }: KnownPerson,
  { roles }: Claims,
  directory: SignInDirectory,
): Promise<SignedIn> {
  const isLastAdmin = roles !== null && !(await directory.setRoles(id, roles))
  return { id, isLastAdmin }
}
