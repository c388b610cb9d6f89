import type { AuditDetail } from '#contract/api/audit.ts'
import type { GivenRole } from '#contract/api/registered-users.ts'
import type { Note } from './recorded-change.ts'

type Row = { source_id: string; role: string }

/** What is recorded of changes of users; people are named by their e-mail, which stays when they are removed. */
export const accountDetail = (before: string | null, after: string | null): AuditDetail => ({
  attribute: 'account',
  before,
  after,
})

/** How many sessions have ended by a change; nothing if none did. */
export const endedDetails = (count: number): AuditDetail[] =>
  count > 0 ? [{ attribute: 'endedSessions', after: count }] : []

export const rolesOfRows = (rows: readonly Row[]): { source: string; role: string }[] =>
  rows.map(({ source_id: source, role }) => ({ source, role }))

/** Notes which roles were given and taken; nothing if none were. */
export function noteRoles(
  note: Note,
  subject: string,
  before: readonly { source: string; role: string }[],
  after: readonly { source: string; role: string }[],
  more: AuditDetail[] = [],
): void {
  const at = (roles: typeof before, source: string) =>
    roles.find((one) => one.source === source)?.role ?? null
  const sources = [...new Set([...before, ...after].map(({ source }) => source))]
  const details = sources.flatMap((source): AuditDetail[] => {
    const [was, is] = [at(before, source), at(after, source)]
    return was === is ? [] : [{ attribute: 'role', name: source, before: was, after: is }]
  })
  if (details.length > 0) note({ action: 'roleChange', subject, details: [...details, ...more] })
}

/** Notes a new user with their roles. */
export function noteAdded(
  note: Note,
  { email, roles }: { email: string; roles: readonly GivenRole[] },
  more: AuditDetail[],
): void {
  const details = [accountDetail(null, 'active'), ...more]
  note({ action: 'userChange', subject: email, details })
  noteRoles(note, email, [], roles)
}
