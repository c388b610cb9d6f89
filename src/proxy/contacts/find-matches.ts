import { maxSearchLength, type ContactDetail } from '#contract/api/contacts.ts'
import type { Match, MatchQuery } from '#contract/api/matches.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { listFromSource } from '#proxy/mirror/mirrored-source.ts'
import { visibleOf, type Visibility } from '#proxy/sources/visibility.ts'
import type { Source } from '#proxy/sources/source.ts'
import { matchOf, matchKeysOf, searchesFor } from './match-bot-contact.ts'

const rowsRead = 50 // per search; a key shared by more contacts than these identifies no one

/**
 * The target's contacts that match these bot contacts, of both those that are visible. The target
 * searches, or its local copy if that is complete, and every hit is verified.
 */
export async function findMatches(
  source: Source,
  target: Source,
  { ids, columns = [] }: Omit<MatchQuery, 'target'>,
  visibility: Visibility,
  call: Call,
): Promise<{ items: Match[]; missing: number[] }> {
  if (source.info.capabilities.bots.length === 0)
    throw new UnsupportedError('source', 'its contacts do not belong to a bot')
  if (!target.info.capabilities.search)
    throw new UnsupportedError('target', 'this source cannot search')
  const { snapshots } = visibleOf(await source.reader.readContacts(ids, call), visibility)
  const messengers = (await target.reader.listFields(call))
    .filter(({ kind, role }) => kind === 'contactPoints' && role === null)
    .map(({ id }) => id)
  const carried = [...new Set([...messengers, ...columns])]
  const items = await Promise.all(
    snapshots.map(async ({ detail }) => matchOf(detail, await candidatesFor(detail))),
  )
  const known = new Set(snapshots.map(({ detail }) => detail.id))
  return { items, missing: ids.filter((id) => !known.has(id)) }

  async function candidatesFor(botContact: ContactDetail) {
    const pages = await Promise.all(
      searchesFor(matchKeysOf(botContact)).map((search) =>
        listFromSource(
          target,
          {
            page: 1,
            size: rowsRead,
            search: search.slice(0, maxSearchLength),
            ...(carried.length > 0 && { columns: carried }),
          },
          visibility,
          call,
        ),
      ),
    )
    return {
      contacts: pages.flatMap(({ items: rows }) => rows),
      isComplete: pages.every(({ hasNext, filterApplied }) => !hasNext && filterApplied),
    }
  }
}
