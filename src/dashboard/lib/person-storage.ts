import { preferenceList } from '#contract/api/stored-preferences.ts'
import { ApiError, request } from './api-client.ts'
import { writeStored } from './browser-storage.ts'
import { isPersonal } from './preference-merge.ts'

/** Whose everything stored is: the ID of a person, or `signedOut`. Absent: as before people had accounts. */
export const personKey = 'kartoteka.person'

/**
 * Set where the next start of the page may be somebody else's, so that it asks who it is before it shows
 * anything stored: once after signing in was asked for, always behind a reverse proxy that signs people in.
 */
export const unsureKey = 'kartoteka.unsure'

const signedOut = ''
const ofNobodyYet = 'local' // while nobody is registered

/** Input that is nowhere else: drafts of forms and grids, views that the proxy does not have. */
const unsaved = /^(kartoteka\.(draft|grid)|views)\./

/** What is a person's: what they typed, saved and set, and what of it the proxy has. */
export const isOfPerson = (key: string): boolean =>
  unsaved.test(key) ||
  /^kartoteka\.(preferences$|views(-asked)?\.|filters-used\.|recent$)/.test(key) ||
  isPersonal(key)

const keysThat = (test: (key: string) => boolean): string[] => {
  try {
    return Object.keys(localStorage).filter(test)
  } catch {
    return [] // storage is blocked
  }
}

/** Whether this browser has input that would be lost if the person's data were removed. */
export const hasUnsaved = (): boolean => keysThat((key) => unsaved.test(key)).length > 0

function removeAll(): void {
  for (const key of keysThat(isOfPerson)) writeStored(key, undefined)
}

const stored = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Removes what is stored of whoever signs out; other tabs notice that by `personKey`. */
export function forgetPerson(): void {
  removeAll()
  writeStored(personKey, signedOut)
  beUnsure('once')
}

/**
 * Makes everything stored that of `person`. Returns whether it was somebody else's and is removed: what
 * the page has read of it has to go as well. What was there before people had accounts is kept for the
 * first of them.
 */
export function claimStorage(person: string): boolean {
  const last = stored(personKey)
  if (last === person) return false
  const isOthers = last !== null && last !== ofNobodyYet
  if (isOthers) removeAll()
  writeStored(personKey, person)
  return isOthers
}

export function beUnsure(how: 'once' | 'always'): void {
  if (stored(unsureKey) !== 'always') writeStored(unsureKey, how)
}

/**
 * Asks who is here. Returns whether what was stored was somebody else's and is removed. Where nobody is
 * signed in, or the proxy does not answer, it is asked again at the next start.
 */
export async function claimForWhoeverIsHere(): Promise<boolean> {
  try {
    const { owner } = await request(preferenceList, '/api/preferences')
    if (stored(unsureKey) === 'once') writeStored(unsureKey, undefined)
    return claimStorage(owner)
  } catch (error) {
    if (error instanceof ApiError) return false // the page says so itself
    throw error
  }
}

/** The same before anything is shown: the page starts again if it has read what was somebody else's. */
export async function claimAtStart(): Promise<void> {
  if (!(await claimForWhoeverIsHere())) return
  location.reload()
  await new Promise(() => {}) // never: the page ends
}

/** Calls back when somebody has signed out, or somebody else has signed in, in another tab. */
export function watchPerson(onOther: () => void): () => void {
  const notice = ({ key, oldValue, newValue }: StorageEvent) => {
    const isKnown = oldValue !== null && oldValue !== ofNobodyYet
    if (key === personKey && isKnown && newValue !== null && newValue !== oldValue) onOther()
  }
  window.addEventListener('storage', notice)
  return () => window.removeEventListener('storage', notice)
}
