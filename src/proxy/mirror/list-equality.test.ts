import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { buildMirrorStack } from '#testing/mirror-stack.ts'
import { scriptOf, takeStep, type Step } from '#testing/mirror-steps.ts'
import { runs, timeLimit } from '#testing/soak.ts'

/** What the source tells by itself, without a full scan. */
const named: Step[] = [
  'edit',
  'editTags',
  'create',
  'createBackdated',
  'work',
  'work',
  'kill',
  'cycle',
  'fail',
]
const steps: Step[] = [...named, 'backdate', 'lead', 'delete', 'restore', 'rename']

/** Steps after which the copy differs; null if there are none. */
async function findUnequal(among: readonly Step[], hasScan: boolean) {
  const { counterexample, errorInstance } = await fc.check(
    fc.asyncProperty(scriptOf(among, 20), async (script) => {
      const folder = mkdtempSync(join(tmpdir(), 'mirror-'))
      const place = fileMirror(join(folder, 'mirror-legacy.sqlite'))
      const stack = buildMirrorStack({ source: 'legacy', contacts: 60, place })
      const gone: number[] = []
      try {
        await stack.catchUp()
        for (const [step, pick] of script) await takeStep(stack, step, pick, gone)
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
