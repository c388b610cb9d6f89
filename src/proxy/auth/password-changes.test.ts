import { expect, it } from 'vitest'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import { countingHashing, goodPassword, openPeopleHarness } from '#testing/people-harness.ts'

const stolen = 'the phrase of a thief'
const next = 'a new phrase of Ada'

it('changes no password that was replaced, or whose account was disabled, meanwhile', async () => {
  let meet = (): Promise<unknown> => Promise.resolve()
  const { hashing } = countingHashing()
  const hash = async (password: string) => {
    if (password === stolen) await meet()
    return hashing.hash(password)
  }
  const { auth, openBrowser, register } = openPeopleHarness({ hashing: { ...hashing, hash } })
  await register('root@example.com', 'admin')
  const id = await register('ada@example.com', 'editor')
  const change = async (current: string) => {
    const thief = openBrowser()
    await thief.signIn('ada@example.com', current)
    const payload = { current, password: stolen }
    return (await thief.ask('PUT', '/api/session/password', { payload })).statusCode
  }
  const letsIn = async (password: string) =>
    (await openBrowser().signIn('ada@example.com', password)).statusCode === 204
  meet = async () => {
    const { secret } = await auth.changes.newLink(id, localActor)
    const payload = { link: secret, password: next }
    await openBrowser().ask('POST', '/api/links/use', { payload })
  }
  expect([await change(goodPassword), await letsIn(next), await letsIn(stolen)]).toEqual([
    401,
    true,
    false,
  ])
  meet = () => auth.changes.disable(id, localActor)
  expect(await change(next)).toBe(401)
  await auth.changes.enable(id, localActor)
  // Nothing was left behind that would count again now.
  expect(await auth.sessions.list(id)).toEqual([])
  expect([await letsIn(next), await letsIn(stolen)]).toEqual([true, false])
})

it('sets a first password only a short time after signing in at a provider', async () => {
  const { auth, clock, openBrowser } = openPeopleHarness()
  const roles = [{ source: '*', role: 'admin' }] as const
  const { id } = await auth.changes.add({ email: 'ada@example.com', name: '', roles }, localActor)
  const browser = openBrowser()
  async function signInThere() {
    const at = { address: '10.0.0.1', agent: undefined, session: undefined, device: undefined }
    const secrets = await auth.signingIn.byOpenId(id, at)
    browser.cookies.set('kartoteka', secrets?.session ?? '')
  }
  const set = async () =>
    (await browser.ask('PUT', '/api/session/password', { payload: { password: next } })).statusCode
  await signInThere()
  clock.at += 11 * 60_000
  expect(await set()).toBe(401)
  expect((await browser.whoAmI()).user).toMatchObject({ hasPassword: false })
  await signInThere()
  expect(await set()).toBe(204)
  expect((await openBrowser().signIn('ada@example.com', next)).statusCode).toBe(204)
})
