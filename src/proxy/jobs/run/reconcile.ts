import type { ContactDetail } from '#contract/api/contacts.ts'
import {
  holdsAll,
  likenessOf,
  namedContact,
  namedSent,
  resembles,
  signatureOf,
  type SentContact,
} from './contact-likeness.ts'

/**
 * A row that was sent and got no clear response; rows of one chunk were sent in one request.
 * Contacts with IDs up to `createdAfterId` existed before.
 */
export type UnresolvedRow = {
  key: string
  chunk: string
  createdAfterId: number
  sent: SentContact
}

export type RowStatus =
  | { is: 'created'; id: number }
  | { is: 'absent' }
  /** Cannot be determined; `resembles` is a contact that may be the result. */
  | { is: 'unknown'; resembles: number | null }

const signatureOfRow = ({ sent }: Pick<UnresolvedRow, 'sent'>): string =>
  signatureOf(namedSent(sent))

/** A filter for contacts that may be the result of one of these rows. */
export function resemblesAny(rows: UnresolvedRow[]): (contact: ContactDetail) => boolean {
  const all = rows.map(({ sent }) => namedSent(sent))
  const signatures = new Set(all.map(signatureOf))
  return (contact) => {
    const named = namedContact(contact)
    return signatures.has(signatureOf(named)) || all.some((row) => resembles(row, named))
  }
}

type Options = {
  isAllOrNothing: boolean
  /**
   * Contacts that other requests of the proxy may have created meanwhile; a contact that may be
   * either's is assigned to neither.
   */
  rivals?: SentContact[]
}

/**
 * Determines the outcome of rows whose response was lost, given the contacts created since they
 * were sent that are not assigned to other rows. A contact is assigned to a row if it has every
 * value that was sent, because other contacts may have the same name. Equal rows are distinguished
 * by number: of three sent and two found, two are created. `isAllOrNothing`: the rows of a request
 * are written together or not at all. A row is absent only if no found contact resembles it;
 * otherwise its outcome remains unknown, and it is never sent again.
 */
export function reconcile(
  rows: UnresolvedRow[],
  found: ContactDetail[],
  { isAllOrNothing, rivals = [] }: Options,
): Map<string, RowStatus> {
  const pool = Map.groupBy(
    found.toSorted((a, b) => a.id - b.id),
    (contact) => signatureOf(namedContact(contact)),
  )
  const chunks = [...Map.groupBy(rows, ({ chunk }) => chunk).values()]
  const whole = isAllOrNothing ? writtenChunks(chunks, pool) : chunks
  const created = matchRows(whole.flat(), pool)
  const taken = new Set(created.values())
  const left = found.filter(({ id }) => !taken.has(id))
  const contested = new Set(rivals.map((sent) => signatureOf(namedSent(sent))))
  const statuses = new Map<string, RowStatus>()
  for (const chunk of chunks) {
    // If any row of a request was written, all were: those not found were edited since.
    const isPartFound =
      isAllOrNothing &&
      (whole.includes(chunk) || chunk.some((row) => left.some((contact) => isRow(row, contact))))
    for (const row of chunk) {
      const id = created.get(row.key)
      const resembling = id ?? likeOf(row, left)?.id ?? null
      if (id !== undefined && !contested.has(signatureOfRow(row)))
        statuses.set(row.key, { is: 'created', id })
      else if (resembling !== null || isPartFound)
        statuses.set(row.key, { is: 'unknown', resembles: resembling })
      else statuses.set(row.key, { is: 'absent' })
    }
  }
  return statuses
}

const likeOf = ({ sent, createdAfterId }: UnresolvedRow, left: ContactDetail[]) =>
  left.find(
    (contact) => contact.id > createdAfterId && resembles(namedSent(sent), namedContact(contact)),
  )

/** Whether a contact has everything that was sent for a row. */
const isRow = (row: UnresolvedRow, contact: ContactDetail): boolean =>
  contact.id > row.createdAfterId &&
  signatureOf(namedContact(contact)) === signatureOfRow(row) &&
  holdsAll(row.sent, contact)

type Pool = Map<string, ContactDetail[]>

/**
 * The chunks that were written: the set that explains the largest part of the found contacts
 * without requiring more than were found.
 */
function writtenChunks(chunks: UnresolvedRow[][], pool: Pool): UnresolvedRow[][] {
  const counted = chunks.map((chunk) => Map.groupBy(chunk, signatureOfRow))
  const candidates = chunks
    .map((chunk, index) => ({ chunk, needs: counted[index] ?? new Map<string, UnresolvedRow[]>() }))
    .filter(({ needs }) =>
      [...needs].every(([sign, group]) => {
        const createdAfterId = group[0]?.createdAfterId ?? 0
        return (pool.get(sign) ?? []).filter(({ id }) => id > createdAfterId).length >= group.length
      }),
    )
  let best: UnresolvedRow[][] = []
  const sizeOf = (set: UnresolvedRow[][]) => set.reduce((sum, chunk) => sum + chunk.length, 0)
  const used = new Map<string, number>()
  const fits = (needs: Map<string, UnresolvedRow[]>) =>
    [...needs].every(
      ([sign, group]) => (used.get(sign) ?? 0) + group.length <= (pool.get(sign)?.length ?? 0),
    )
  const count = (needs: Map<string, UnresolvedRow[]>, step: 1 | -1) => {
    for (const [sign, group] of needs) used.set(sign, (used.get(sign) ?? 0) + step * group.length)
  }
  const search = (order: number, chosen: UnresolvedRow[][]) => {
    const rest = candidates.slice(order).reduce((sum, { chunk }) => sum + chunk.length, 0)
    if (sizeOf(chosen) > sizeOf(best)) best = chosen
    if (sizeOf(chosen) + rest <= sizeOf(best)) return
    const next = candidates[order]
    if (!next) return
    if (fits(next.needs)) {
      count(next.needs, 1)
      search(order + 1, [...chosen, next.chunk])
      count(next.needs, -1)
    }
    search(order + 1, chosen)
  }
  search(0, [])
  return best
}

/**
 * Assigns as many rows as possible to distinct contacts that have all the values sent, preferring
 * the most similar (maximum bipartite matching by augmenting paths).
 */
function matchRows(rows: UnresolvedRow[], pool: Pool): Map<string, number> {
  const options = new Map(
    rows.map((row) => {
      const contacts = (pool.get(signatureOfRow(row)) ?? []).filter((contact) =>
        isRow(row, contact),
      )
      const likeliest = contacts.toSorted(
        (a, b) => likenessOf(row.sent, b) - likenessOf(row.sent, a) || a.id - b.id,
      )
      return [row.key, likeliest.map(({ id }) => id)]
    }),
  )
  const holders = new Map<number, string>()
  const assign = (key: string, tried: Set<number>): boolean => {
    for (const id of options.get(key) ?? []) {
      if (tried.has(id)) continue
      tried.add(id)
      const holder = holders.get(id)
      if (holder !== undefined && !assign(holder, tried)) continue
      holders.set(id, key)
      return true
    }
    return false
  }
  const byCandidateCount = rows.toSorted(
    (a, b) => (options.get(a.key)?.length ?? 0) - (options.get(b.key)?.length ?? 0),
  )
  for (const { key } of byCandidateCount) assign(key, new Set())
  return new Map([...holders].map(([id, key]) => [key, id]))
}
