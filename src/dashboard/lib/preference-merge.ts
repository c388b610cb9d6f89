import { maxPreferenceLength, type StoredPreference } from '#contract/api/stored-preferences.ts'

/** What the proxy had when this browser last asked it. */
export type KnownPreferences = { owner: string; items: StoredPreference[] }

type Write = { key: string; value: string | null; version?: number }

/** What follows the person to other browsers; drafts and what is only of this browser does not. */
export const isPersonal = (key: string): boolean =>
  /^(language|theme|density|sections|panel|shortcuts|chats\.open|(columns|match)\.[\w.-]+)$/.test(
    key,
  )

/** The value of a preference of this browser: undefined, if it was removed. */
const textOf = (item: StoredPreference | undefined): string | undefined =>
  typeof item?.value === 'string' ? item.value : undefined

/** Values other than texts are of other programs. */
const isOurs = ({ key, value }: StoredPreference): boolean =>
  isPersonal(key) && (value === null || typeof value === 'string')

/**
 * What this browser has to take over, and what the proxy has to store, when both are compared at the
 * start. What was set in only one of them since they last agreed counts; if it was set in both, or if
 * this browser has not asked before, what the proxy has counts. A browser that was used by another
 * person takes everything over and sends nothing; what was set before people had accounts belongs to
 * the first of them.
 */
export function mergePreferences(
  mine: ReadonlyMap<string, string>,
  known: KnownPreferences | undefined,
  theirs: KnownPreferences,
): { taken: [key: string, value: string | undefined][]; sent: Write[] } {
  const isOthers = known !== undefined && known.owner !== theirs.owner && known.owner !== 'local'
  const base = known?.owner === theirs.owner ? known.items : []
  const taken: [string, string | undefined][] = []
  const sent: Write[] = []
  const items = new Map(theirs.items.filter(isOurs).map((item) => [item.key, item]))
  for (const key of new Set([...items.keys(), ...mine.keys()])) {
    const own = mine.get(key)
    const item = items.get(key)
    if (own === textOf(item)) continue
    if (item === undefined) {
      if (isOthers) taken.push([key, undefined])
      else if (own !== undefined && isStorable(own)) sent.push({ key, value: own, version: 0 })
      continue
    }
    const last = base.find((other) => other.key === key)
    if (last?.version === item.version && isStorable(own))
      sent.push({ key, value: own ?? null, version: item.version })
    else taken.push([key, textOf(item)])
  }
  return { taken, sent }
}

/** What was set in this browser since: the last write counts. */
export function changedPreferences(
  mine: ReadonlyMap<string, string>,
  known: KnownPreferences,
): Write[] {
  const items = new Map(known.items.filter(isOurs).map((item) => [item.key, item]))
  return [...new Set([...items.keys(), ...mine.keys()])].flatMap((key) => {
    const value = mine.get(key)
    return value === textOf(items.get(key)) || !isStorable(value)
      ? []
      : [{ key, value: value ?? null }]
  })
}

const isStorable = (value: string | undefined): boolean =>
  value === undefined || JSON.stringify(value).length <= maxPreferenceLength
