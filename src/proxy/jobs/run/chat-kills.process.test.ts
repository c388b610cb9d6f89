import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { auditPage, type AuditEntry } from '#contract/api/audit.ts'
import { chatUuid } from '#testing/chat-stack.ts'
import { startJobHarness } from '#testing/job-harness.ts'
import { addressOf, type Program } from '#testing/program.ts'

let harness: Awaited<ReturnType<typeof startJobHarness>>
let running: Program | undefined

beforeAll(async () => {
  harness = await startJobHarness()
  harness.mock.store.addContact({ id: 11, name: 'Ada' })
  harness.mock.store.addContact({ id: 12, name: 'Eve' })
})
afterEach(() => harness.mock.faults.clear())
afterAll(() => harness.stop())

async function begin(): Promise<string> {
  running ??= harness.start()
  return addressOf(running)
}

const posts = () => harness.mock.received.all().filter(({ method }) => method === 'POST')

/** Kills the process while the source handles a link of this chat. */
async function killUnder(chat: string, isMoment: () => boolean) {
  const origin = await begin()
  harness.mock.received.clear()
  const lost = fetch(`${origin}/api/sources/main/chats`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ items: [{ chat, contact: 11, from: 12 }] }),
  }).catch(() => undefined)
  for (const until = performance.now() + 10_000; !isMoment() && performance.now() < until;)
    await pause(1)
  running?.process.kill('SIGKILL')
  await Promise.all([running?.ended, lost])
  running = undefined
}

/** The entries of a chat, oldest first. */
async function entriesOf(chat: string): Promise<AuditEntry[]> {
  const origin = await begin()
  const answer = await fetch(`${origin}/api/audit?size=100&action=chatLink`)
  const { items } = auditPage.parse(await answer.json())
  return items.filter(({ details }) => details[0]?.name === chat).toReversed()
}

it.each([
  ['is handled by the source', 1, () => posts().some(({ status }) => status !== null), 'done'],
  // The source works on it when its client is gone, so that only the link tells what became of it.
  ['is on its way', 2, () => posts().length > 0, undefined],
] as const)(
  'a link whose process dies when it %s is in the log, and settled',
  async (...given) => {
    const [, index, isMoment, expected] = given
    const chat = chatUuid(index)
    harness.mock.store.chats.add({ chat_id: chat, contact_id: 12, channel: 'x', is_foreign: 0 })
    harness.mock.faults.add({ kind: 'latency', ms: 100, times: 1, method: 'POST' })
    await killUnder(chat, isMoment)
    await expect
      .poll(async () => (await entriesOf(chat)).length, { timeout: 60_000, interval: 50 })
      .toBe(2)
    const [first, later] = await entriesOf(chat)
    const isLinked = harness.mock.store.chats.get(chat)?.contact_id === 11
    expect(first).toMatchObject({
      outcome: 'unknown',
      details: [{ attribute: 'chat', name: chat, before: 12, after: 11 }],
    })
    expect(later?.outcome).toBe(expected ?? (isLinked ? 'done' : 'notWritten'))
    expect(first?.resolution?.outcome).toBe(later?.outcome)
    expect(isLinked).toBe(later?.outcome === 'done')
  },
  60_000,
)
