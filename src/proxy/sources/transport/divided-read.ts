import type { Call, Priority } from './source-call.ts'
import { SourceError } from './source-errors.ts'

/** Sizes tried instead of a page that is too large, if they divide its size. */
const smallerSizes = [250, 125, 50, 25]
const minSize = 25
/** How long smaller pages are requested without trying a larger size first, in milliseconds. */
const rememberMs = 600_000

/** Reads one part of a page: `part` counts from 0; each part has `size` rows. */
type ReadPart<Part> = (size: number, part: number, call: Call) => Promise<Part>

type Options = {
  /** Milliseconds that a whole page may take, by the priority of the call. */
  deadline: Record<Priority, number>
  now?: () => number
}

/**
 * Reads pages that may be too large for a source: after a gateway timeout (504), a timeout or a
 * rejection for the size, the same rows are read in smaller parts, in order, until one is the last.
 * The size that succeeded is remembered, so that the next page does not fail first.
 */
export function createDividedRead({ deadline, now = () => performance.now() }: Options) {
  let known: { size: number; until: number } | undefined

  /** Reads the parts of a page of `rows` rows; `isLast` is true if no rows follow a part. */
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

/**
 * Reads by ID, in halves if all IDs at once are too much for a source; returns the parts in order.
 */
export async function readInHalves<Part>(
  ids: number[],
  call: Call,
  read: (ids: number[], call: Call) => Promise<Part>,
): Promise<Part[]> {
  const isDivisible = ids.length > minSize
  try {
    return [await read(ids, { ...call, isDivisible })]
  } catch (error) {
    // After a timeout of few contacts, requesting them one by one would not help.
    const isTooLarge = error instanceof SourceError && isTooLargeRequest(error)
    if (ids.length === 1 || !(isTooLarge || (isDivisible && isTooMuch(error)))) throw error
    const middle = Math.ceil(ids.length / 2)
    return [
      ...(await readInHalves(ids.slice(0, middle), call, read)),
      ...(await readInHalves(ids.slice(middle), call, read)),
    ]
  }
}

/**
 * Whether a smaller request might succeed: after a timeout of the gateway or the proxy, and after a
 * rejection for the size.
 */
export const isTooMuch = (error: unknown): boolean =>
  error instanceof SourceError &&
  (error.failure === 'timeout' || error.isTooLarge || isTooLargeRequest(error))

/** The request itself was too large: its body, its address or its headers. */
export const isTooLargeRequest = ({ status = 0 }: SourceError): boolean =>
  [413, 414, 431].includes(status)
