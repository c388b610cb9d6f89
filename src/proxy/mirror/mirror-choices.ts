import { z } from 'zod'
import type { Store } from '#proxy/store/state-store.ts'

/** What a user has chosen for the copy of a source. */
export const mirrorChoice = z.enum(['on', 'paused', 'off'])
export type MirrorChoice = z.infer<typeof mirrorChoice>

/** The stored choices by source; a source without one follows the settings file. */
export async function readMirrorChoices({
  db,
}: Pick<Store, 'db'>): Promise<Map<string, MirrorChoice>> {
  const rows = await db.selectFrom('mirror_choices').selectAll().execute()
  return new Map(rows.map(({ source_id: id, choice }) => [id, mirrorChoice.parse(choice)]))
}

export async function saveMirrorChoice(
  { db }: Pick<Store, 'db'>,
  source: string,
  choice: MirrorChoice,
): Promise<void> {
  await db
    .insertInto('mirror_choices')
    .values({ source_id: source, choice })
    .onConflict((conflict) => conflict.column('source_id').doUpdateSet({ choice }))
    .execute()
}
