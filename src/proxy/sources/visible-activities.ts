import type { SourceActivities } from './source-activities.ts'
import { seenOnly, type Sees } from './seen-only.ts'

/**
 * What happened to contacts that are visible; of others nothing is read or written. Tasks and notes are
 * changed by ID once they were read as those of a contact.
 */
export function visibleActivities(activities: SourceActivities, sees: Sees): SourceActivities {
  const requireSeen = seenOnly(sees)
  return {
    ...activities,
    async notesOf(contact, call) {
      await requireSeen(contact, call)
      return activities.notesOf(contact, call)
    },
    async tasksOf(contact, call) {
      await requireSeen(contact, call)
      return activities.tasksOf(contact, call)
    },
    async eventsOf(contact, until, call) {
      await requireSeen(contact, call)
      return activities.eventsOf(contact, until, call)
    },
    async readNote(contact, id, call) {
      await requireSeen(contact, call)
      return activities.readNote(contact, id, call)
    },
    async readTask(contact, id, call) {
      await requireSeen(contact, call)
      return activities.readTask(contact, id, call)
    },
    async addNote(contact, text, call) {
      await requireSeen(contact, call)
      return activities.addNote(contact, text, call)
    },
    async editNote(contact, id, text, call) {
      await requireSeen(contact, call)
      return activities.editNote(contact, id, text, call)
    },
    async addTask(contact, request, call) {
      await requireSeen(contact, call)
      return activities.addTask(contact, request, call)
    },
  }
}
