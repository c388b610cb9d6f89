import type { Kysely } from 'kysely'
import {
  defaultRoleSettings,
  everySource,
  role,
  visibilityRule,
  type Role,
  type RoleSettings,
} from '#contract/api/roles.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Note } from './recorded-change.ts'
import type { UserChanges } from './user-changes.ts'

type Stored = { scope: string; role: Role; settings: RoleSettings }

export async function readRoleSettings(db: Kysely<Tables>): Promise<Stored[]> {
  const rows = await db.selectFrom('role_settings').selectAll().execute()
  return rows.map((row) => ({
    scope: row.source_id,
    role: role.parse(row.role),
    settings: {
      maxRows: row.max_rows,
      mayExport: row.may_export === 1,
      visibility: visibilityRule.parse(row.visibility),
    },
  }))
}

/** Those of a source, else those of every source, else the default. */
export function settingsOf(stored: readonly Stored[], scope: string, of: Role): RoleSettings {
  // Nobody else could undo what an admin took away from all admins.
  if (of === 'admin') return defaultRoleSettings.admin
  const find = (wanted: string) =>
    stored.find((one) => one.scope === wanted && one.role === of)?.settings
  return find(scope) ?? find(everySource) ?? defaultRoleSettings[of]
}

export function createRoleSettings(store: Store, { change }: Pick<UserChanges, 'change'>) {
  return {
    /** Of every source, and of each source for which something is set. */
    async list() {
      const stored = await readRoleSettings(store.db)
      const scopes = [everySource, ...new Set(stored.map(({ scope }) => scope))]
      return [...new Set(scopes)].flatMap((scope) =>
        role.options.map((of) => ({
          scope,
          role: of,
          ...settingsOf(stored, scope, of),
          isOwn: stored.some((one) => one.scope === scope && one.role === of),
        })),
      )
    },

    set: (scope: string, of: Role, settings: RoleSettings, by: Actor): Promise<void> =>
      change(by, async (trx, note) => {
        const before = settingsOf(await readRoleSettings(trx), scope, of)
        const values = {
          max_rows: settings.maxRows,
          may_export: settings.mayExport ? 1 : 0,
          visibility: settings.visibility,
        }
        await trx
          .insertInto('role_settings')
          .values({ source_id: scope, role: of, ...values })
          .onConflict((conflict) => conflict.columns(['source_id', 'role']).doUpdateSet(values))
          .execute()
        noteSettings(note, { scope, role: of }, before, settings)
      }),

    reset: (scope: string, of: Role, by: Actor): Promise<void> =>
      change(by, async (trx, note) => {
        const before = settingsOf(await readRoleSettings(trx), scope, of)
        await trx
          .deleteFrom('role_settings')
          .where('source_id', '=', scope)
          .where('role', '=', of)
          .execute()
        const after = settingsOf(await readRoleSettings(trx), scope, of)
        noteSettings(note, { scope, role: of }, before, after)
      }),
  }
}

const shown = (value: string | number | boolean | null): string | number | null =>
  typeof value === 'boolean' ? String(value) : value

/** Notes what a role may do now that it might not before, or the other way round; nothing if it is the same. */
function noteSettings(
  note: Note,
  { scope, role: of }: Pick<Stored, 'scope' | 'role'>,
  before: RoleSettings,
  after: RoleSettings,
): void {
  const keys = ['maxRows', 'mayExport', 'visibility'] as const
  const details = keys.flatMap((key) =>
    before[key] === after[key]
      ? []
      : [{ attribute: key, before: shown(before[key]), after: shown(after[key]) }],
  )
  const source = scope === everySource ? {} : { source: scope }
  if (details.length > 0) note({ action: 'roleSettings', subject: of, ...source, details })
}
