import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { talkKeys } from '#contract/model/talk-key.ts'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'
import { talkRow } from '#testing/talk-row.ts'
import { runs, timeLimit } from '#testing/soak.ts'

type Talk = {
  talk_id: number
  contact_id: number | null
  is_in_work: boolean
  is_read: boolean
  missed_at: number | null
  origin: string
}
type Values = { talksInWork: number | null; missedTalk: boolean | null; unreadTalk: boolean | null }

const steps = [
  'open',
  'open',
  'close',
  'close',
  'reopen',
  'read',
  'miss',
  'vanish',
  'rename',
  'work',
  'kill',
  'cycle',
  'fail',
  'cut',
] as const
type Step = (typeof steps)[number]

const names = ['Telegram', 'WhatsApp Business', 'com.example.chat'] as const
const origins = ['telegram', 'waba', 'com.example.chat'] as const

const talksOf = ({ mock }: MirrorStack): Talk[] =>
  mock.store.talks.list({}, { offset: 0, limit: 10_000 })

const contactAt = ({ mock }: MirrorStack, pick: number): number => {
  const rows = mock.store.db.all<{ id: number }>(
    'select id from contacts where shown = 1 order by id',
  )
  return rows[pick % rows.length]?.id ?? 0
}

async function take(stack: MirrorStack, step: Step, pick: number): Promise<void> {
  const { mock } = stack
  const contact = contactAt(stack, pick)
  const all = talksOf(stack)
  const id = all[pick % Math.max(1, all.length)]?.talk_id
  const change = async (body: object) => {
    if (id !== undefined) await stack.control('PATCH', `/_mock/talks/${id}`, body)
  }
  switch (step) {
    case 'open': {
      const origin = origins[pick % origins.length]
      await stack.control('POST', '/_mock/talks', { contact_id: contact, origin })
      return
    }
    case 'close':
      return change({ is_in_work: false })
    case 'reopen':
      return change({ is_in_work: true })
    case 'read':
      return change({ is_read: pick % 2 === 0 })
    case 'miss':
      return change({ missed_at: pick % 2 === 0 ? 1_780_000_000 : null })
    case 'vanish':
      if (id !== undefined) await stack.control('DELETE', `/_mock/talks/${id}`)
      return
    case 'rename':
      await stack.control('PATCH', `/_mock/contacts/${contact}`, { name: `Name ${pick}` })
      return
    case 'work':
      await stack.mirror().work()
      return
    case 'kill':
      await stack.reopen()
      return
    case 'cycle':
      await stack.mirror().catchUp()
      return
    case 'fail':
    case 'cut': {
      const limits = { path: '/api/v4/talks*', times: 4 }
      if (step === 'cut') mock.faults.add({ kind: 'cut', ...limits })
      else mock.faults.add({ kind: 'status', status: 500, ...limits })
      await stack.mirror().catchUp()
      mock.faults.clear()
    }
  }
}

/** By contact, what its talks say, made without a look at the copy's code. */
function valuesAtSource(stack: MirrorStack): Map<number, Values> {
  const byContact = Map.groupBy(talksOf(stack), ({ contact_id: id }) => id)
  return new Map(
    [...byContact].flatMap(([id, talks]) => {
      if (id === null) return []
      const open = talks.filter((talk) => talk.is_in_work)
      const expected = {
        talksInWork: open.length,
        missedTalk: open.some((talk) => talk.missed_at !== null),
        unreadTalk: open.some((talk) => !talk.is_read),
      }
      return [[id, expected] as const]
    }),
  )
}

const nothing: Values = { talksInWork: null, missedTalk: null, unreadTalk: null }
const whole = { page: 1, size: 250, search: '', sort: 'id' }
const everybody = { contacts: 'all' } as const
const call = { priority: 'bulk' } as const

async function valuesInCopy(stack: MirrorStack) {
  const attributes = [...talkKeys]
  const { items } = await stack.mirror().listContacts({ ...whole, attributes }, everybody, call)
  return items.map(talkRow)
}

it(
  'says of talks in work what the source says, whatever happens there and fails',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(10_000)), {
          minLength: 5,
          maxLength: 30,
        }),
        async (script) => {
          const folder = mkdtempSync(join(tmpdir(), 'talks-'))
          const place = fileMirror(join(folder, 'mirror-main.sqlite'))
          const stack = buildMirrorStack({ contacts: 40, place })
          try {
            for (const [step, pick] of script) await take(stack, step, pick)
            await stack.catchUp()
            const expected = valuesAtSource(stack)
            const copied = await valuesInCopy(stack)
            const open = (values: Values) => (values.talksInWork ? values : null)
            expect(stack.mirror().knowsTalks()).toBe(true)
            for (const { id, talksInWork, missedTalk, unreadTalk } of copied)
              expect({ id, open: open({ talksInWork, missedTalk, unreadTalk }) }).toEqual({
                id,
                open: open(expected.get(id) ?? nothing),
              })
            // What was opened and closed between two readings is known when all are read again.
            stack.mirror().scan()
            await stack.catchUp()
            for (const { id, channels, ...values } of await valuesInCopy(stack)) {
              const own = talksOf(stack).filter(({ contact_id: contact }) => contact === id)
              const codes = new Set(own.map(({ origin }) => origin))
              const known = origins.flatMap((code, i) => (codes.has(code) ? [names[i]] : []))
              expect({ id, ...values }).toMatchObject({ id, ...(expected.get(id) ?? nothing) })
              expect(channels).toEqual(expect.arrayContaining(known))
              expect(channels).toHaveLength(codes.size)
            }
          } finally {
            await stack.close()
            rmSync(folder, { recursive: true })
          }
        },
      ),
      { numRuns: runs(4) },
    )
  },
  timeLimit(60_000),
)
