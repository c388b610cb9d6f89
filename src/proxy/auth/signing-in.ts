import { sql, type Kysely } from 'kysely'
import type { AuditDetail } from '#contract/api/audit.ts'
import type { LinkFacts } from '#contract/api/sign-in.ts'
import { nobodyAt } from '#proxy/audit/audit-entry.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { UnauthenticatedError } from './auth-errors.ts'
import { emailKeyOf } from './email-key.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import { checkPassword } from './password-rules.ts'
import type { Passwords } from './passwords.ts'
import { actorOfUser, recorded } from './recorded-change.ts'
import { hashOfSecret, newSecret } from './secrets.ts'
import type { Sessions, SignInMethod } from './sessions.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'
import type { UserChanges } from './user-changes.ts'
import { endedDetails } from './user-notes.ts'
import type { UserReads } from './user-reads.ts'

type Options = {
  store: Store
  users: UserReads
  changes: UserChanges
  sessions: Sessions
  links: OneTimeLinks
  throttle: SignInThrottle
  passwords: Passwords
}

/** The browser that asks. */
export type Browser = {
  address: string
  agent: string | undefined
  /** The secret of a session that it still shows. */
  session: string | undefined
  /** The secret by which it is known from an earlier sign-in. */
  device: string | undefined
}

/** Secrets for the cookies of a browser. */
export type SignedIn = { userId: string; session: string; device: string }

export const deviceLifetime = 180 * 24 * 3_600_000 // milliseconds

const noMatch = 'E-mail and password do not match, or the account is disabled'

/** Signing in by password, and setting one. */
export function createSigningIn(options: Options) {
  const { store, users, changes, sessions, links, throttle, passwords } = options
  const { db } = store

  async function isKnown(userId: string, secret: string, on: Kysely<Tables> = db) {
    const found = await on
      .selectFrom('known_devices')
      .select('hash')
      .where('hash', '=', hashOfSecret(secret))
      .where('user_id', '=', userId)
      .where('created_at', '>', sql<number>`${store.now} - ${deviceLifetime}`)
      .executeTakeFirst()
    return found !== undefined
  }

  /** A session of its own for every sign-in; what the browser has shown before is no longer good. */
  async function begin(
    trx: Kysely<Tables>,
    userId: string,
    method: SignInMethod,
    browser: Browser,
  ): Promise<SignedIn> {
    if (browser.session !== undefined) await sessions.endOf(browser.session, trx)
    const { address, agent } = browser
    const { secret: session } = await sessions.begin({ userId, method, address, agent }, trx)
    const { device } = browser
    if (device !== undefined && (await isKnown(userId, device, trx)))
      return { userId, session, device }
    const secret = newSecret()
    const row = { hash: hashOfSecret(secret), user_id: userId, created_at: store.now }
    await trx.insertInto('known_devices').values(row).execute()
    return { userId, session, device: secret }
  }

  /** Compares a password, as often as the throttle allows. */
  async function verify(
    user: { id: string; password_hash: string | null } | undefined,
    shown: { email: string; password: string },
    { address, device }: Pick<Browser, 'address' | 'device'>,
  ): Promise<boolean> {
    const isOwnDevice = user && device !== undefined && (await isKnown(user.id, device))
    const attempt = {
      emailKey: emailKeyOf(shown.email),
      address,
      device: isOwnDevice ? hashOfSecret(device) : undefined,
    }
    await throttle.begin(attempt)
    try {
      const isRight = await passwords.matches(shown.password, user?.password_hash ?? null)
      if (isRight) await throttle.take(attempt, { isSuccess: true })
      return isRight
    } catch (error) {
      await throttle.take(attempt, { isSuccess: false })
      throw error
    }
  }

  /**
   * Records that somebody did not get in. The account is named if there is one; what was typed is not,
   * because some type a password there.
   */
  const recordFailure = (email: string | undefined, details: AuditDetail[], address: string) =>
    recorded(store, nobodyAt(address), async (_trx, note) =>
      note({
        action: 'signInFailed',
        outcome: 'refused',
        details,
        ...(email !== undefined && { subject: email }),
      }),
    )

  return {
    /** For sign-ins at a provider; `email` is that of a registered person, or was verified there. */
    recordFailure,

    /** Throws `UnauthenticatedError` for everything that is wrong, and takes as long for each of it. */
    async byPassword(email: string, password: string, browser: Browser): Promise<SignedIn> {
      const found = await users.byEmail(email)
      const user = found?.disabled_at === null ? found : undefined
      const isRight = await verify(user, { email, password }, browser)
      if (!isRight || !user) {
        await recordFailure(found?.email, methodDetails('password'), browser.address)
        throw new UnauthenticatedError(noMatch)
      }
      return recorded(store, actorOfUser(user, browser.address), async (trx, note) => {
        // They may have been disabled while the password was compared.
        const still = await trx
          .selectFrom('users')
          .select('id')
          .where('id', '=', user.id)
          .where('password_hash', '=', user.password_hash)
          .where('disabled_at', 'is', null)
          .executeTakeFirst()
        if (!still) throw new UnauthenticatedError(noMatch)
        note({ action: 'signIn', details: methodDetails('password') })
        return begin(trx, user.id, 'password', browser)
      })
    },

    /** For somebody whom a provider has named; undefined if they were disabled meanwhile. */
    async byOpenId(userId: string, browser: Browser): Promise<SignedIn | undefined> {
      const user = await users.byId(userId)
      if (!user) return undefined
      return recorded(store, actorOfUser(user, browser.address), async (trx, note) => {
        const still = await trx
          .selectFrom('users')
          .select('id')
          .where('id', '=', userId)
          .where('disabled_at', 'is', null)
          .executeTakeFirst()
        if (!still) return undefined
        note({ action: 'signIn', details: methodDetails('openId') })
        return begin(trx, userId, 'openId', browser)
      })
    },

    /** What a link is, without using it. */
    async lookUp(link: string): Promise<LinkFacts> {
      const found = await links.find(link)
      const user = found && (await users.byId(found.userId))
      const state = user ? found.state : 'unknown'
      if (!user || state !== 'good')
        return { state, purpose: null, email: null, name: null, expiresAt: null }
      const { email, name } = user
      const expiresAt = new Date(found.expiresAt).toISOString()
      return { state, purpose: found.purpose, email, name, expiresAt }
    },

    /** Sets a password; whoever was signed in as this person is not any more. */
    async byLink(link: string, password: string, browser: Browser): Promise<SignedIn> {
      const found = await links.find(link)
      const user = found?.state === 'good' ? await users.byId(found.userId) : undefined
      if (!user || user.disabled_at !== null) throw deadLink()
      checkPassword(password, user)
      const hash = await passwords.hash(password)
      return changes.change(actorOfUser(user, browser.address), async (trx, note) => {
        if (!(await links.use(link, trx))) throw deadLink()
        await trx
          .updateTable('users')
          .set({ password_hash: hash })
          .where('id', '=', user.id)
          .execute()
        const ended = endedDetails(await sessions.endAll(user.id, null, trx))
        const details = methodDetails('link')
        note({ action: 'passwordChange', subject: user.email, details: [...details, ...ended] })
        note({ action: 'signIn', details })
        await trx.deleteFrom('known_devices').where('user_id', '=', user.id).execute()
        return begin(trx, user.id, 'link', browser)
      })
    },

    /** Sets another password; the browser gets a new session, and all others are signed out. */
    async changePassword(
      userId: string,
      { current, next }: { current: string | undefined; next: string },
      browser: Browser,
    ): Promise<SignedIn> {
      const user = await users.byId(userId)
      if (!user) throw new UnauthenticatedError('Sign in first')
      if (user.password_hash !== null) {
        const shown = { email: user.email, password: current ?? '' }
        if (!(await verify(user, shown, { ...browser, device: undefined }))) {
          await recordFailure(user.email, methodDetails('passwordChange'), browser.address)
          throw new InvalidInputError([{ name: 'current', message: 'is not your password' }])
        }
      }
      checkPassword(next, user)
      const hash = await passwords.hash(next)
      return changes.change(actorOfUser(user, browser.address), async (trx, note) => {
        // A link may have set another one meanwhile, or an admin may have disabled the account.
        const { numUpdatedRows } = await trx
          .updateTable('users')
          .set({ password_hash: hash })
          .where('id', '=', userId)
          .where('disabled_at', 'is', null)
          .where((row) =>
            user.password_hash === null
              ? row('password_hash', 'is', null)
              : row('password_hash', '=', user.password_hash),
          )
          .executeTakeFirst()
        if (numUpdatedRows === 0n) throw new UnauthenticatedError('Sign in again')
        const others = endedDetails((await sessions.endAll(userId, null, trx)) - 1)
        const details = [...methodDetails('password'), ...others]
        note({ action: 'passwordChange', subject: user.email, details })
        await trx.deleteFrom('known_devices').where('user_id', '=', userId).execute()
        return begin(trx, userId, 'password', browser)
      })
    },
  }
}

/** How somebody has signed in, has tried to, or has shown who they are. */
const methodDetails = (method: SignInMethod | 'passwordChange'): AuditDetail[] => [
  { attribute: 'method', after: method },
]

const deadLink = () =>
  new InvalidInputError([
    { name: 'link', message: 'has expired or was used already: ask an admin for another one' },
  ])
