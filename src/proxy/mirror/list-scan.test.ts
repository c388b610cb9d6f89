import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListFrom } from '#proxy/sources/source-feed.ts'
import { pageBefore } from '#proxy/sources/page-before.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { runs } from '#testing/soak.ts'
import { needsRepeat, newScan, repeated } from './full-scan.ts'
import { createListScan } from './list-scan.ts'

const call = { priority: 'mirror' } as const

/** A list of IDs in any order; the negative ones cannot be read. */
function listOf(ids: number[], isPaged = false): ListFrom {
  return async (position, asked) => {
    const { page: number, amount } = pageBefore(position + 1, asked)
    const [offset, size] = isPaged ? [(number - 1) * amount, amount] : [position, asked]
    const page = ids.slice(offset, offset + size)
    const readable = page.filter((id) => id > 0)
    const last = page.findLastIndex((id) => id > 0)
    return {
      rows: readable.map((id) => ({ id, updatedAt: null, companyId: null, body: '' })),
      unreadable: page.length - readable.length,
      hasNext: page.length === size,
      offset,
      after: offset + last + 1,
    }
  }
}

/** Reads the list until a pass adds nothing; `between` is called after each page. */
async function readAll(list: ListFrom, between: () => void = () => {}) {
  const scan = createListScan([5, 2], list)
  const seen = new Set<number>()
  let progress = newScan(1, 0, 0)
  for (let steps = 0; steps < 500; steps++) {
    const { rows, progress: after, isEnd } = await scan.step(progress, call)
    const before = seen.size
    for (const { id } of rows) seen.add(id)
    progress = { ...after, addedInPass: after.addedInPass + seen.size - before }
    if (isEnd && !needsRepeat(progress)) return { seen, progress }
    if (isEnd) progress = repeated(progress)
    between()
  }
  throw new Error('The scan does not end')
}

type Move = { at: number; isAdded: boolean }
const move = fc.record({ at: fc.nat(100), isAdded: fc.boolean() })

describe('a scan of a list without an order', () => {
  it('reads every row that is there all the time, however others come and go', async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 40 })
    const property = fc.asyncProperty(
      ids,
      fc.array(move, { maxLength: 25 }),
      fc.boolean(),
      async (start, moves, isPaged) => {
        const list = [...start]
        const stays = new Set(start)
        let next = 1000
        const make = ({ at, isAdded }: Move) => {
          const index = at % Math.max(1, list.length)
          if (isAdded) list.splice(index, 0, next++)
          else for (const id of list.splice(index, 1)) stays.delete(id)
        }
        const { seen } = await readAll(listOf(list, isPaged), () =>
          moves.splice(0, 2).forEach(make),
        )
        expect([...stays].filter((id) => !seen.has(id))).toEqual([])
      },
    )
    await fc.assert(property, { numRuns: runs(300) })
  })

  it('goes on behind rows that cannot be read, and counts them once', async () => {
    const list = [1, 2, 3, 4, -1, -1, -1, -1, -1, -1, -1, 5, 6, 7, -1]
    const { seen, progress } = await readAll(listOf(list))
    expect([...seen]).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(progress.unreadable).toBe(8)
  })

  it('asks for smaller pages where a page is too large', async () => {
    const list = listOf([3, 1, 2, 9, 8])
    const { seen } = await readAll(async (position, size, given) => {
      if (size > 2) throw new SourceError('timeout', 'too slow')
      return list(position, size, given)
    })
    expect([...seen]).toEqual([3, 1, 2, 9, 8])
  })
})
