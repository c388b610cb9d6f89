import { afterEach, describe, expect, it } from 'vitest'
import type { SendHook } from '#mock/webhooks.ts'
import { buildStack, controlOf, type Stack } from '#testing/stack.ts'

const secret = 'cGVuZ3Vpbi1zZWNyZXQtZm9yLWhvb2tz-0123456789'
const secrets = new Map([['main', secret]])

const open: Stack[] = []
afterEach(async () => {
  for (const { proxy, mock } of open.splice(0)) {
    await proxy.close()
    await mock.app.close()
  }
})

/** A complete copy that follows nothing by itself. */
async function build(webhookSecrets: ReadonlyMap<string, string> = secrets) {
  const lines: string[] = []
  const sendHook: SendHook = async (destination, form) => {
    const answer = await deliver(stack, new URL(destination).pathname, form)
    if (answer.statusCode >= 300) throw new Error(answer.body)
  }
  const stack: Stack = buildStack({
    contacts: 60,
    mirror: true,
    mirrorSettings: { interval: 3_600_000, watchedInterval: 3_600_000 },
    log: (line) => void lines.push(line),
    webhookSecrets,
    sendHook,
  })
  open.push(stack)
  const { mirror } = stack.sources.main
  mirror?.begin()
  await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  return { ...stack, lines, control: controlOf(stack.mock) }
}

/** As the source sends it: with a host, and without an origin. */
const deliver = ({ proxy }: Pick<Stack, 'proxy'>, url: string, payload: string) =>
  proxy.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

async function nameInCopy({ sources }: Pick<Stack, 'sources'>, id: number) {
  const contact = await sources.main.mirror?.getContact(id, { contacts: 'all' })
  return contact?.name
}

const firstId = async ({ proxy }: Pick<Stack, 'proxy'>): Promise<number> => {
  const answer = await proxy.inject('/api/sources/main/contacts?size=50&sort=id')
  const { items } = answer.json<{ items: { id: number }[] }>()
  return items[0]?.id ?? 0
}

describe('a webhook', () => {
  it('has contacts read again, and takes nothing from its content', async () => {
    const stack = await build()
    const { id } = stack.mock.store.addContact({ name: 'Before' })
    const form = `contacts[add][0][id]=${id}&contacts[add][0][name]=Forged&contacts[add][0][type]=contact`
    const answer = await deliver(stack, `/api/hooks/main/${secret}`, form)
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    await expect.poll(() => nameInCopy(stack, id)).toBe('Before')
  }, 30_000)

  it('comes from the mock after changes, also of deletions and tasks', async () => {
    const stack = await build()
    const destination = `http://127.0.0.1:1/api/hooks/main/${secret}`
    await stack.control('PUT', '/_mock/webhooks', { destination })
    const id = await firstId(stack)
    await stack.control('PATCH', `/_mock/contacts/${id}`, { name: 'Renamed there' })
    await expect.poll(() => nameInCopy(stack, id)).toBe('Renamed there')
    await stack.control('POST', '/_mock/contacts/delete', { ids: [id] })
    await expect.poll(() => nameInCopy(stack, id)).toBeUndefined()
    expect(await stack.control('GET', '/_mock/webhooks')).toMatchObject({ failed: 0 })
  }, 30_000)

  it('is not found with a wrong secret, of another source, or if it is off', async () => {
    const stack = await build()
    const form = 'contacts[update][0][id]=1'
    for (const path of [`main/${secret}x`, 'main/x', `legacy/${secret}`, `nowhere/${secret}`])
      expect((await deliver(stack, `/api/hooks/${path}`, form)).statusCode).toBe(404)
    const off = await build(new Map())
    expect((await deliver(off, `/api/hooks/main/${secret}`, form)).statusCode).toBe(404)
  }, 30_000)

  it.each([
    '',
    'garbage',
    '{"contacts":1}',
    '%E0%A4%A&&==[[]]',
    'contacts[update][0][id]=-1&contacts[add]=5',
    '\0\uffff',
  ])(
    'is answered and ignored if its body is %j',
    async (body) => {
      const stack = await build()
      // The copy also reads talks and chats by itself.
      const readsById = () =>
        stack.mock.received
          .all()
          .filter(({ url }) => decodeURIComponent(url).startsWith('/api/v4/contacts?filter[id]'))
      const before = readsById()
      const answer = await deliver(stack, `/api/hooks/main/${secret}`, body)
      expect(answer.statusCode).toBe(204)
      expect(readsById()).toEqual(before)
    },
    30_000,
  )

  it('leaves no secret in the log, however its address is written', async () => {
    const stack = await build()
    const form = 'contacts[update][0][id]=1'
    for (const path of [
      `/api/hooks/main/${secret}`,
      `/api/hooks/main/${secret}?x=1`,
      `/api/hooks/main/${secret}/more`,
      `/api/%68ooks/main/${secret}`,
      `/api/hooks/legacy/${secret}`,
      `http://localhost:80/api/hooks/main/${secret}`,
    ])
      await deliver(stack, path, form)
    await stack.proxy.inject(`/api/hooks/main/${secret}`)
    await deliver(stack, `/api/hooks/main/${secret}`, 'x'.repeat(2_000_000))
    expect(stack.lines.some((line) => line.includes('/api/hooks/main/…'))).toBe(true)
    expect(stack.lines.filter((line) => line.includes(secret))).toEqual([])
  }, 30_000)
})
