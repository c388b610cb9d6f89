import type { LightMyRequestResponse } from 'fastify'
import type { Role } from '#contract/api/roles.ts'
import { session, type Session } from '#contract/api/session.ts'
import type { PasswordHashing } from '#proxy/auth/passwords.ts'
import { buildStack } from './stack.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

export const goodPassword = 'correct horse battery'

/** Compares what was typed; `count` says how often. */
export function countingHashing() {
  const counted = { hashed: 0, compared: 0 }
  const hashing: PasswordHashing = {
    hash: async (password) => {
      counted.hashed += 1
      return `plain ${password}`
    },
    matches: async (password, stored) => {
      counted.compared += 1
      return stored === `plain ${password}`
    },
  }
  return { hashing, counted }
}

type Options = Parameters<typeof buildStack>[0]
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof methods)[number]
const methodOf = (name: string): Method => methods.find((method) => method === name) ?? 'GET'
type Sent = { payload?: object; headers?: Record<string, string> }

/** A browser with its cookies, at an address of its own. */
export type TestBrowser = {
  ask: (method: Method, url: string, sent?: Sent) => Promise<LightMyRequestResponse>
  /** The same of an answer that may be a stream, without waiting for its end. */
  start: (method: string, url: string) => Promise<LightMyRequestResponse>
  cookies: Map<string, string>
  signIn: (email: string, password?: string) => Promise<LightMyRequestResponse>
  whoAmI: () => Promise<Session>
}

/**
 * A stack in which people are registered. Passwords are stored as they are, and time passes when the test
 * says so: neither is what these tests are about.
 */
export function openPeopleHarness(options: Options = {}) {
  const { hashing, counted } = countingHashing()
  const clock = { at: Date.UTC(2026, 0, 5) }
  const stack = buildStack({ contacts: 3, hashing, clock, ...options })
  const { proxy, auth } = stack

  function openBrowser(remoteAddress = '10.0.0.1'): TestBrowser {
    const cookies = new Map<string, string>()
    const headersWith = (headers: Record<string, string>) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      return { origin: 'http://localhost:80', ...(cookie && { cookie }), ...headers }
    }
    async function ask(method: Method, url: string, { payload, headers = {} }: Sent = {}) {
      const answer = await proxy.inject({
        method,
        url,
        remoteAddress,
        headers: headersWith(headers),
        ...(payload && { payload }),
      })
      for (const { name, value } of answer.cookies)
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      return answer
    }
    return {
      ask,
      start: (method, url) =>
        proxy.inject({
          method: methodOf(method),
          url,
          remoteAddress,
          headers: headersWith({}),
          payloadAsStream: true,
        }),
      cookies,
      signIn: (email, password = goodPassword) =>
        ask('POST', '/api/session', { payload: { email, password } }),
      whoAmI: async () => session.parse((await ask('GET', '/api/session')).json()),
    }
  }

  /** Registers somebody with a password; `roles` by source, or one for all. */
  async function register(email: string, roles: Role | Record<string, Role>): Promise<string> {
    const given =
      typeof roles === 'string'
        ? [{ source: '*', role: roles }]
        : Object.entries(roles).map(([source, role]) => ({ source, role }))
    const { id, link } = await auth.changes.add({ email, name: '', roles: given }, localActor)
    const browser = { address: '10.9.9.9', agent: undefined, session: undefined, device: undefined }
    await auth.signingIn.byLink(link.secret, goodPassword, browser)
    await auth.sessions.endAll(id, null)
    return id
  }

  /** A browser in which somebody has signed in. */
  async function signedIn(email: string, address?: string): Promise<TestBrowser> {
    const browser = openBrowser(address)
    const answer = await browser.signIn(email)
    if (answer.statusCode !== 204) throw new Error(`${answer.statusCode} ${answer.body}`)
    return browser
  }

  return { ...stack, clock, counted, openBrowser, register, signedIn }
}
export type PeopleHarness = ReturnType<typeof openPeopleHarness>
