import type { User } from '#contract/api/users.ts'
import type { GroupOf } from './access.ts'

/** Reads the users of a source; cached for minutes by the source itself. */
export type ListSourceUsers = (sourceId: string) => Promise<readonly User[]>

/** The groups of users at the sources, for those who see what their own group does. */
export function createSourceGroups(listUsers: ListSourceUsers) {
  const known = new Map<string, readonly User[]>()

  const groupOf: GroupOf = (sourceId, id) => {
    const users = known.get(sourceId)
    const group = users?.find((user) => user.id === id)?.group
    if (users === undefined || group == null) return undefined
    return users.flatMap((user) => (user.group === group ? [user.id] : []))
  }

  return {
    groupOf,
    /** What is not known is not seen: without an answer, those of the last one are used. */
    async load(sourceId: string): Promise<void> {
      try {
        known.set(sourceId, await listUsers(sourceId))
      } catch {
        // The source's failure is told by the request itself, if it needs the source.
      }
    },
  }
}
