import type { Call, Priority } from './source-call.ts'
import { SourceError } from './source-errors.ts'

/** What is asked for instead of a page that is too much, as far as it divides the page. */
const smallerSizes = [250, 125, 50, 25]
const minSize = 25
/** So long smaller pages are asked for at once, in milliseconds. */
const rememberMs = 600_000

/** Reads one part of a page: `part` counts from 0, each has `size` rows. */
type ReadPart<Part> = (size: number, part: number, call: Call) => Promise<Part>

type Options = {
  /** Milliseconds that a whole page may take, by who waits for it. */
  deadline: Record<Priority, number>
  now?: () => number
}

/**
 * Reads pages that may be too much for a source: where it gives up (504), does not answer in time, or
 * calls it too large, the same rows are read in smaller parts, in order, until one is the last. The size
 * that worked is remembered, so that the next page does not fail first.
 */
export function createDividedRead({ deadline, now = () => performance.now() }: Options) {
  let known: { size: number; until: number } | undefined

  /** The parts of a page of `rows`; `isLast` where nothing comes after a part. */
  return async function read<Part>(
    rows: number,
    call: Call,
    readPart: ReadPart<Part>,
    isLast: (part: Part) => boolean,
  ): Promise<Part[]> {
    const until = now() + (call.deadlineMs ?? deadline[call.priority])
    const limit = known && now() < known.until ? known.size : rows
    const sizes = [rows, ...smallerSizes.filter((size) => size < rows && rows % size === 0)]
    let left = sizes.filter((size) => size <= limit)
    if (left.length === 0) left = [sizes.at(-1) ?? rows]
    for (;;) {
      const [size = rows, ...smaller] = left
      const attempt: Call = {
        ...call,
        ...(left.length < sizes.length && { deadlineMs: Math.max(1, Math.ceil(until - now())) }),
        isDivisible: smaller.length > 0,
      }
      try {
        const parts = await readParts(rows / size, size, attempt, readPart, isLast)
        if (size < rows) known = { size, until: now() + rememberMs }
        return parts
      } catch (error) {
        if (smaller.length === 0 || !isTooMuch(error) || now() >= until) throw error
        left = smaller
      }
    }
  }
}

async function readParts<Part>(
  count: number,
  size: number,
  call: Call,
  readPart: ReadPart<Part>,
  isLast: (part: Part) => boolean,
): Promise<Part[]> {
  const parts: Part[] = []
  for (let part = 0; part < count; part++) {
    const found = await readPart(size, part, call)
    parts.push(found)
    if (isLast(found)) break
  }
  return parts
}

/** Reads by id, in halves where all at once are too much for a source; the parts in order. */
export async function readInHalves<Part>(
  ids: number[],
  call: Call,
  read: (ids: number[], call: Call) => Promise<Part>,
): Promise<Part[]> {
  const isDivisible = ids.length > minSize
  try {
    return [await read(ids, { ...call, isDivisible })]
  } catch (error) {
    // Few that are not answered in time would not be answered one by one either.
    const isTooLarge = error instanceof SourceError && isTooLargeRequest(error)
    if (ids.length === 1 || !(isTooLarge || (isDivisible && isTooMuch(error)))) throw error
    const middle = Math.ceil(ids.length / 2)
    return [
      ...(await readInHalves(ids.slice(0, middle), call, read)),
      ...(await readInHalves(ids.slice(middle), call, read)),
    ]
  }
}

/** Failures that less may not meet: no answer in time, by the gateway's clock or ours, and sizes. */
export const isTooMuch = (error: unknown): boolean =>
  error instanceof SourceError &&
  (error.failure === 'timeout' || error.isTooLarge || isTooLargeRequest(error))

/** The request itself was too large: its body, its address or its headers. */
export const isTooLargeRequest = ({ status = 0 }: SourceError): boolean =>
  [413, 414, 431].includes(status)
