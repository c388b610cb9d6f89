import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { mirrorScript, rowsAfter } from '#testing/mirror-steps.ts'
import { runs, timeLimit } from '#testing/soak.ts'

it(
  'equals the source after any interleaving of changes there with filling, kills and failures',
  async () => {
    await fc.assert(
      fc.asyncProperty(mirrorScript, async (script) => {
        const folder = mkdtempSync(join(tmpdir(), 'mirror-'))
        try {
          const place = fileMirror(join(folder, 'mirror-main.sqlite'))
          const { copied, atSource } = await rowsAfter(script, place)
          expect(copied).toEqual(atSource)
        } finally {
          rmSync(folder, { recursive: true })
        }
      }),
      { numRuns: runs(4) },
    )
  },
  timeLimit(60_000),
)
