import type { RawBuilder } from 'kysely'

/** An entry of the audit log as it is stored; `at`: milliseconds since 1970. */
export const auditRow = (at: RawBuilder<number>) => ({
  at,
  actor_id: 'local',
  actor_name: 'Ada',
  action: 'export',
  outcome: 'done',
  is_inline: 0,
  is_first: 1,
  details: '[]',
})
