import type { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { writeStored } from '#dashboard/lib/browser-storage.ts'
import { viewQueries } from './saved-views.ts'
import { runViewAction } from './view-actions.ts'

/** A view that is stored in this browser alone. `key`: of a request that may have been stored. */
const localView = z.object({
  name: z.string(),
  address: z.string(),
  key: z.optional(z.string()),
})
export type LocalView = z.infer<typeof localView>

const keyOfSource = (source: string) => `views.${source}`

/** The stored entries of a source, including invalid ones and those of other versions. */
function entriesOf(source: string): unknown[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOfSource(source)) ?? '[]')
    return Array.isArray(stored) ? stored : []
  } catch {
    return [] // malformed or truncated: treated as empty
  }
}

/** Views that this browser has, which the proxy does not. */
export const localViews = (source: string): LocalView[] =>
  entriesOf(source).flatMap((entry) => z.safeParse(localView, entry).data ?? [])

/** Keeps a view in this browser; returns false if it stores nothing. */
export const keepLocally = (source: string, view: LocalView): boolean =>
  writeStored(keyOfSource(source), JSON.stringify([...entriesOf(source), view]))

export function dropLocally(source: string, view: LocalView): void {
  const others = entriesOf(source).filter((entry) => {
    const { data } = z.safeParse(localView, entry)
    return data?.name !== view.name || data.address !== view.address
  })
  writeStored(keyOfSource(source), others.length > 0 ? JSON.stringify(others) : undefined)
}

const askedKey = (source: string) => `kartoteka.views-asked.${source}`

/** Whether the user wants to be asked about the views of this browser; asked once. */
export function isAskedFor(source: string): boolean {
  try {
    return localStorage.getItem(askedKey(source)) === null
  } catch {
    return false
  }
}

export const setAsked = (source: string): void => void writeStored(askedKey(source), 'later')

/**
 * The same view has the same key in each browser of a person, so that it is taken over once: its
 * text, as two numbers of 32 bits.
 */
function takeoverKey({ name, address, key }: LocalView): string {
  if (key !== undefined) return key
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (const code of `${name}\n${address}`) {
    const point = code.codePointAt(0) ?? 0
    high = Math.imul(high ^ point, 2_654_435_761)
    low = Math.imul(low ^ point, 1_597_334_677)
  }
  return `browser ${(high >>> 0).toString(16)}${(low >>> 0).toString(16)}`
}

/**
 * Saves the views of this browser at the proxy. Each leaves the browser when the proxy has it; one
 * that the proxy does not accept stays, and does not keep others from being saved. Throws the last
 * failure.
 */
export async function takeOver(client: QueryClient, source: string): Promise<number> {
  const { items } = await client.query({ ...viewQueries(source), staleTime: 0 })
  let failure: unknown
  let taken = 0
  for (const view of localViews(source)) {
    const { name, address } = view
    const isThere = items.some((item) => item.name === name && item.search === address)
    try {
      if (!isThere) {
        const asked = { key: takeoverKey(view), name: name.slice(0, 60), search: address }
        await runViewAction(client, source, {
          is: 'create',
          view: { ...asked, ifTaken: 'number' },
        })
      }
      dropLocally(source, view)
      taken += 1
    } catch (error) {
      failure = error
      if (!(error instanceof ApiError && error.code === 'invalid_input')) break
    }
  }
  if (failure !== undefined) throw failure
  return taken
}
