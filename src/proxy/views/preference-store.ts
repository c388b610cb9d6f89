import {
  maxPreferences,
  type PreferenceWrite,
  type StoredPreference,
} from '#contract/api/stored-preferences.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import type { Store } from '#proxy/store/state-store.ts'

type Item = PreferenceWrite['items'][number]

export type Preferences = ReturnType<typeof createPreferences>

/** What people have set for themselves, by key; each key has a version of its own. */
export function createPreferences({ db, now }: Store) {
  const read = async (of: typeof db, owner: string): Promise<StoredPreference[]> => {
    const rows = await of
      .selectFrom('preferences')
      .select(['key', 'value', 'version'])
      .where('owner', '=', owner)
      .orderBy('key')
      .execute()
    return rows.map(({ key, value, version }) => ({ key, version, value: JSON.parse(value) }))
  }

  /** Does nothing to a value that is the same, so that a repeated request changes no version. */
  async function write(of: typeof db, owner: string, { key, value, version }: Item): Promise<void> {
    const text = JSON.stringify(value)
    if (version !== undefined && version > 0) {
      await of
        .updateTable('preferences')
        .set({ value: text, version: version + 1, changed_at: now })
        .where('owner', '=', owner)
        .where('key', '=', key)
        .where('version', '=', version)
        .where('value', '<>', text)
        .execute()
      return
    }
    await of
      .insertInto('preferences')
      .values({ owner, key, value: text, version: 1, changed_at: now })
      .onConflict((conflict) => {
        const known = conflict.columns(['owner', 'key'])
        if (version === 0) return known.doNothing()
        return known
          .doUpdateSet({
            value: text,
            version: (row) => row('preferences.version', '+', 1),
            changed_at: now,
          })
          .where('preferences.value', '<>', text)
      })
      .execute()
  }

  return {
    read: (owner: string): Promise<StoredPreference[]> => read(db, owner),

    /** Returns all of the person's preferences as they are then. */
    write: (owner: string, items: Item[]): Promise<StoredPreference[]> =>
      db.transaction().execute(async (trx) => {
        // In one order, so that two processes do not wait for each other.
        for (const item of items.toSorted((a, b) => (a.key < b.key ? -1 : 1)))
          await write(trx, owner, item)
        const all = await read(trx, owner)
        if (all.length > maxPreferences)
          throw new InvalidInputError([
            { name: 'items', message: `at most ${maxPreferences} preferences of a person` },
          ])
        return all
      }),
  }
}
