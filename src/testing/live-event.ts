import type { LiveEvent } from '#contract/api/proxy-events.ts'

/** The event of a contact that has changed at the source `main`. */
export const changedContact = (id: number): LiveEvent => ({
  type: 'contacts',
  source: 'main',
  added: [],
  changed: [id],
  removed: [],
  isMany: false,
})
