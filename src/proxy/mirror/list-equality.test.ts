import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'
import { runs, timeLimit } from '#testing/soak.ts'

const steps = [
  'edit',
  'backdate',
  'tag',
  'create',
  'createBackdated',
  'lead',
  'delete',
  'restore',
  'rename',
  'work',
  'work',
  'kill',
  'cycle',
  'fail',
] as const
type Step = (typeof steps)[number]

/** What the source tells by itself, without a full scan. */
const named: Step[] = [
  'edit',
  'tag',
  'create',
  'createBackdated',
  'work',
  'work',
  'kill',
  'cycle',
  'fail',
]

async function take(stack: MirrorStack, step: Step, pick: number, gone: number[]): Promise<void> {
  const rows = await stack.atSource()
  const id = rows[pick % rows.length]?.id ?? 0
  const seconds = Math.floor(Date.now() / 1000)
  const post = (path: string, body: object) =>
    stack.control('POST', `/_mock/contacts/${path}`, body)
  switch (step) {
    case 'edit':
      await stack.control('PATCH', `/_mock/contacts/${id}`, { name: `Name ${pick}` })
      return
    case 'backdate': {
      const edit = { name: `Back ${pick}`, updated_at: seconds - 5 }
      await stack.control('PATCH', `/_mock/contacts/${id}`, edit)
      return
    }
    case 'tag':
      await stack.control('PATCH', `/_mock/contacts/${id}`, {
        _embedded: { tags: [{ name: `tag ${pick % 3}` }] },
      })
      return
    case 'create':
      stack.mock.store.addContact({ name: `New ${pick}` })
      return
    case 'createBackdated':
      stack.mock.store.addContact({ name: `Old ${pick}`, updated_at: seconds - 90_000 })
      return
    case 'lead': {
      const [lead] = rows.flatMap(({ leads }) => leads ?? [])
      const link = { to_entity_type: 'leads', to_entity_id: lead?.id }
      await post(`${id}/links`, { add: [link], remove: [] })
      return
    }
    case 'delete':
      await post('delete', { ids: [id] })
      gone.push(id)
      return
    case 'restore': {
      const back = gone.pop()
      if (back !== undefined) await post('restore', { ids: [back] })
      return
    }
    case 'rename': {
      const company = rows.find((row) => row.company)?.company?.id
      await stack.control('PATCH', `/_mock/companies/${company}`, { name: `Company ${pick}` })
      return
    }
    case 'work':
      await stack.mirror().work()
      return
    case 'cycle':
      await stack.mirror().catchUp()
      return
    case 'kill':
      await stack.reopen()
      return
    case 'fail':
      await stack.control('POST', '/_mock/faults', { kind: 'status', status: 500, times: 4 })
      await stack
        .mirror()
        .work()
        .catch(() => {})
      await stack.control('DELETE', '/_mock/faults')
  }
}

const scriptOf = (among: readonly Step[]) =>
  fc.array(fc.tuple(fc.constantFrom(...among), fc.nat(10_000)), { minLength: 5, maxLength: 20 })

/** Steps after which the copy differs; null if there are none. */
async function findUnequal(among: readonly Step[], hasScan: boolean) {
  const { counterexample, errorInstance } = await fc.check(
    fc.asyncProperty(scriptOf(among), async (script) => {
      const folder = mkdtempSync(join(tmpdir(), 'mirror-'))
      const place = fileMirror(join(folder, 'mirror-legacy.sqlite'))
      const stack = buildMirrorStack({ source: 'legacy', contacts: 60, place })
      const gone: number[] = []
      try {
        await stack.catchUp()
        for (const [step, pick] of script) await take(stack, step, pick, gone)
        if (hasScan) await stack.scanAgain()
        await stack.catchUp()
        expect(await stack.inCopy()).toEqual(await stack.atSource())
      } finally {
        await stack.close()
        rmSync(folder, { recursive: true })
      }
    }),
    { numRuns: runs(2) },
  )
  return counterexample && { steps: counterexample[0], error: errorInstance }
}

it(
  'equals amoCRM v2 after any interleaving of edits and new contacts with kills and failures, without a scan',
  () => expect(findUnequal(named, false)).resolves.toBeNull(),
  timeLimit(60_000),
)

it(
  'equals amoCRM v2 after any interleaving of changes once a full scan has ended',
  () => expect(findUnequal(steps, true)).resolves.toBeNull(),
  timeLimit(60_000),
)
