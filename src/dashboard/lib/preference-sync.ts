import * as z from 'zod/mini'
import { preferenceList } from '#contract/api/stored-preferences.ts'
import { ApiError, request, send } from './api-client.ts'
import { writeStored } from './browser-storage.ts'
import { claimStorage } from './person-storage.ts'
import { reportNotice, withdrawNotice } from './notices.ts'
import {
  changedPreferences,
  isPersonal,
  mergePreferences,
  type KnownPreferences,
} from './preference-merge.ts'
import { writeListeners } from './preferences.ts'

const knownKey = 'kartoteka.preferences'
const path = '/api/preferences'
const delayMs = 400 // what is set in one go, such as the width of a column, is one request

/**
 * Keeps what is set in this browser and what the proxy has the same, until the returned function is
 * called. What was set in another browser is stored here and counts from the next start of the page
 * on, because nothing may change under the eyes of the user; in a browser that this person has not
 * used before, `onTaken` is called with it.
 */
export function keepPreferences(onTaken: (key: string, value: string) => void): () => void {
  const control = new AbortController()
  const { signal } = control
  let timer: ReturnType<typeof setTimeout> | undefined
  let last: Promise<void> = Promise.resolve()
  const run = (task: () => Promise<void>) => {
    last = last.then(task).catch((error: unknown) => reportFailure(error, signal))
  }
  const change = () => {
    clearTimeout(timer)
    timer = setTimeout(() => run(() => sendChanged(signal)), delayMs)
  }
  writeListeners.add(change)
  run(() => compare(signal, onTaken))
  return () => {
    control.abort()
    clearTimeout(timer)
    writeListeners.delete(change)
  }
}

async function compare(
  signal: AbortSignal,
  onTaken: (key: string, value: string) => void,
): Promise<void> {
  const theirs = await request(preferenceList, path, { signal, priority: 'prefetch' })
  if (signal.aborted) return
  claimStorage(theirs.owner)
  const known = readKnown()
  const { taken, sent } = mergePreferences(readOwn(), known, theirs)
  for (const [key, value] of taken) {
    writeStored(key, value)
    if (known?.owner !== theirs.owner && value !== undefined) onTaken(key, value)
  }
  writeKnown(theirs)
  if (sent.length > 0) await store(sent, signal)
}

/** Without an answer of the proxy yet, this is done at the next start. */
async function sendChanged(signal: AbortSignal): Promise<void> {
  const known = readKnown()
  if (!known) return
  const items = changedPreferences(readOwn(), known)
  if (items.length > 0) await store(items, signal)
}

async function store(items: object[], signal: AbortSignal): Promise<void> {
  const answer = await send(preferenceList, 'PUT', path, { items })
  if (signal.aborted) return
  writeKnown(answer)
  withdrawNotice('server')
}

const notStoring = ['offline', 'state_unavailable', 'state_full']

/** Everything goes on with what the browser has, which is sent later; this is told once. */
function reportFailure(error: unknown, signal: AbortSignal): void {
  if (signal.aborted) return
  const isWriting = readKnown() !== undefined
  if (error instanceof ApiError && notStoring.includes(error.code) && isWriting)
    reportNotice('server')
}

function readOwn(): Map<string, string> {
  try {
    return new Map(Object.entries(localStorage).filter(([key]) => isPersonal(key)))
  } catch {
    return new Map() // storage is blocked
  }
}

function readKnown(): KnownPreferences | undefined {
  try {
    return z.safeParse(preferenceList, JSON.parse(localStorage.getItem(knownKey) ?? '')).data
  } catch {
    return undefined // never asked, or damaged: what the proxy has counts
  }
}

const writeKnown = (known: KnownPreferences): void =>
  void writeStored(knownKey, JSON.stringify(known))
