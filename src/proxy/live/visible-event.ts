import type { LiveEvent } from '#contract/api/proxy-events.ts'
import type { Access } from '#proxy/auth/access.ts'
import type { Source } from '#proxy/sources/source.ts'
import { visibilityOf, visibleChanges } from '#proxy/sources/visibility.ts'

/** What an actor may know of an event; undefined: nothing. */
export async function visibleEvent(
  event: LiveEvent,
  access: Access,
  find: (source: string) => Source | undefined,
): Promise<LiveEvent | undefined> {
  if (event.type === 'ready') return event
  if (!access.of(event.source).may('read')) return undefined
  const visibility = visibilityOf(access, event.source)
  switch (event.type) {
    case 'contacts': {
      const mirror = find(event.source)?.mirror
      const changes = await visibleChanges(event, visibility, async (ids) =>
        mirror?.isComplete()
          ? (await mirror.listIds({ page: 1, size: 1, search: '', ids }, visibility)).ids
          : [],
      )
      return { ...event, ...changes }
    }
    case 'mirror':
    case 'capabilities':
      return event
    case 'job': {
      // Jobs of others name contacts that somebody may not see.
      const isOwn = event.job.actor?.id === access.actor.id
      return visibility.contacts === 'all' || isOwn ? event : undefined
    }
  }
}
