import type { TimelineEntry, TimelineKind } from '#contract/api/timeline.ts'
import type { Happened } from '#proxy/sources/source-activities.ts'

/** A place in a timeline: what is below it is older, or has a smaller key. */
export type Place = { at: number; key: string }

export function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return { at: Infinity, key: '' }
  const [at = '', ...key] = cursor.split('~')
  return { at: Number(at), key: key.join('~') }
}

export const toCursor = ({ at, entry }: Happened): string => `${at}~${entry.key}`

/** Newest first, in an order that does not depend on the answer. */
export const compareHappened = (a: Happened, b: Happened): number =>
  b.at - a.at || compareKeys(b.entry.key, a.entry.key)

export const isBelow = ({ at, entry }: Happened, place: Place): boolean =>
  at < place.at || (at === place.at && compareKeys(entry.key, place.key) < 0)

/** IDs of events are ordered as texts, others as numbers: `note:9` comes before `note:10`. */
function compareKeys(a: string, b: string): number {
  const [kindA = '', idA = ''] = a.split(':')
  const [kindB = '', idB = ''] = b.split(':')
  if (kindA !== kindB) return kindA < kindB ? -1 : 1
  if (kindA !== 'event' && idA.length !== idB.length) return idA.length - idB.length
  return idA === idB ? 0 : idA < idB ? -1 : 1
}

/** Which filter an entry belongs to. */
export function kindOf({ what }: TimelineEntry): TimelineKind {
  switch (what.kind) {
    case 'note':
      return what.type === 'callIn' || what.type === 'callOut' ? 'calls' : 'notes'
    case 'task':
      return 'tasks'
    case 'kartoteka':
      return 'kartoteka'
    case 'change':
      if (what.type === 'callIn' || what.type === 'callOut') return 'calls'
      return what.task ? 'tasks' : 'changes'
  }
}
