import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import type { SortTerm } from '#contract/api/sort.ts'
import type { Cell } from './export-cells.ts'

const maxRead = 500 // rows that are in memory at once

/**
 * Rows that arrive in another order than that of the file: they wait on the disk, and in memory is
 * only by what they are sorted. What has no value comes last, what is equal keeps its order.
 */
export function createSpool(path: string, order: readonly Pick<SortTerm, 'direction'>[]) {
  const file = openSync(path, 'w+', 0o600)
  const rows: { keys: (string | null)[]; at: number; length: number }[] = []
  let position = 0

  function compare(a: (string | null)[], b: (string | null)[]): number {
    for (const [index, { direction }] of order.entries()) {
      const [x, y] = [a[index] ?? null, b[index] ?? null]
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return (x < y ? -1 : 1) * (direction === 'descending' ? -1 : 1)
    }
    return 0
  }
  function read({ at, length }: { at: number; length: number }): Cell[] {
    const line = Buffer.alloc(length)
    readSync(file, line, 0, length, at)
    return JSON.parse(line.toString())
  }

  return {
    add(row: Cell[], keys: (string | null)[]): void {
      const line = Buffer.from(JSON.stringify(row))
      for (let done = 0; done < line.length;)
        done += writeSync(file, line, done, line.length - done, position + done)
      rows.push({ keys, at: position, length: line.length })
      position += line.length
    },
    bytes: () => position,
    /** All rows in their order, part by part. */
    *sorted(): Generator<Cell[][], void> {
      rows.sort((a, b) => compare(a.keys, b.keys))
      for (let index = 0; index < rows.length; index += maxRead)
        yield rows.slice(index, index + maxRead).map(read)
    },
    end() {
      closeSync(file)
      rmSync(path, { force: true })
    },
  }
}
