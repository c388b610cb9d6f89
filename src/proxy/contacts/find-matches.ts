import { maxSearchLength, type ContactDetail, type ContactQuery } from '#contract/api/contacts.ts'
import type { Match, MatchQuery } from '#contract/api/matches.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { listFromSource } from '#proxy/mirror/mirrored-source.ts'
import { visibleOf, type Visibility } from '#proxy/sources/visibility.ts'
import type { Source } from '#proxy/sources/source.ts'
import { matchOf, matchKeysOf, searchesFor } from './match-bot-contact.ts'

const rowsRead = 50 // per search; a key shared by more contacts than these identifies no one

/**
 * The target's contacts that match these bot contacts, of both those that are visible. Complete local
 * copies are read instead of the sources; what is found is compared in either case.
 */
export async function findMatches(
  source: Source,
  target: Source,
  { ids, columns = [] }: Omit<MatchQuery, 'target'>,
  visibility: Visibility,
  call: Call,
): Promise<{ items: Match[]; missing: number[]; asOf: string | null }> {
  if (source.info.capabilities.bots.length === 0)
    throw new UnsupportedError('source', 'its contacts do not belong to a bot')
  if (!target.info.capabilities.search)
    throw new UnsupportedError('target', 'this source cannot search')
  const copy = target.mirror?.isComplete() ? target.mirror : null
  const { contacts, asOf } = await readBotContacts(source, ids, visibility, call)
  const messengers = (copy ? copy.fields() : await target.reader.listFields(call))
    .filter(({ kind, role }) => kind === 'contactPoints' && role === null)
    .map(({ id }) => id)
  const carried = [...new Set([...messengers, ...columns])]
  /** Rows that nobody sees yet are not verified at the source. */
  const list = (query: ContactQuery) =>
    copy
      ? copy.listContacts(query, visibility, { ...call, priority: 'prefetch' })
      : listFromSource(target, query, visibility, call)

  const items = await Promise.all(
    contacts.map(async (contact) => matchOf(contact, await candidatesFor(contact))),
  )
  const known = new Set(contacts.map(({ id }) => id))
  const times = [asOf, copy ? copy.asOf() : null].flatMap((time) => time ?? [])
  return {
    items,
    missing: ids.filter((id) => !known.has(id)),
    asOf: times.toSorted()[0] ?? null,
  }

  async function candidatesFor(botContact: ContactDetail) {
    const pages = await Promise.all(
      searchesFor(matchKeysOf(botContact)).map((search) =>
        list({
          page: 1,
          size: rowsRead,
          search: search.slice(0, maxSearchLength),
          ...(carried.length > 0 && { columns: carried }),
        }),
      ),
    )
    return {
      contacts: pages.flatMap(({ items: rows }) => rows),
      isComplete: pages.every(({ hasNext, filterApplied }) => !hasNext && filterApplied),
    }
  }
}

/**
 * As the copy has them, with its time; from the source those that it does not have, or not with the tags
 * that are carried over.
 */
async function readBotContacts(
  { mirror, reader }: Source,
  ids: number[],
  visibility: Visibility,
  call: Call,
): Promise<{ contacts: ContactDetail[]; asOf: string | null }> {
  const copy = mirror?.isComplete() ? mirror : null
  const copied = copy ? await Promise.all(ids.map((id) => copy.getContact(id, visibility))) : []
  const whole = copied.flatMap((contact) =>
    contact && !contact.unknown?.includes('tags') ? [contact] : [],
  )
  const rest = ids.filter((id) => !whole.some((contact) => contact.id === id))
  const { snapshots } =
    rest.length > 0
      ? visibleOf(await reader.readContacts(rest, call), visibility)
      : { snapshots: [] }
  const found = new Map([...whole, ...snapshots.map(({ detail }) => detail)].map((c) => [c.id, c]))
  return {
    contacts: ids.flatMap((id) => found.get(id) ?? []),
    asOf: copy && whole.length > 0 ? copy.asOf() : null,
  }
}
