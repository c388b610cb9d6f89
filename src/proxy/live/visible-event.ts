import type { LiveEvent } from '#contract/api/proxy-events.ts'
import type { Access } from '#proxy/auth/access.ts'
import type { Source, SourceMirror } from '#proxy/sources/source.ts'
import { visibilityOf, visibleChanges, type Visibility } from '#proxy/sources/visibility.ts'

/** None of a copy that is thrown away meanwhile: its lists have to be read again. */
async function listVisible(mirror: SourceMirror, ids: number[], visibility: Visibility) {
  try {
    return (await mirror.listIds({ page: 1, size: 1, search: '', ids }, visibility)).ids
  } catch (error) {
    if (mirror.isComplete()) throw error
    return []
  }
}

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
        mirror?.isComplete() ? listVisible(mirror, ids, visibility) : [],
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
