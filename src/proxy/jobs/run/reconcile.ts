import type { ContactDetail } from '#contract/api/contacts.ts'
import { isSameContent } from '#contract/api/field-entries.ts'
import { isPhoneOrEmail, type FieldDefinition } from '#contract/api/fields.ts'
import type { ContactDraft } from '#contract/api/writes.ts'
import { contentOf } from '#proxy/jobs/plan/field-image.ts'

/**
 * A row that was sent and got no clear answer; rows of one chunk were sent in one request. Contacts
 * with ids up to `mark` were there before.
 */
export type UnresolvedRow = {
  key: string
  chunk: string
  createdAfterId: number
  draft: ContactDraft
}

export type RowStatus =
  | { is: 'created'; id: number }
  | { is: 'absent' }
  /** Undecidable; `resembles` is a contact that may be the result. */
  | { is: 'unknown'; resembles: number | null }

/** The words of a name in any order and case. */
const wordsOf = (text: string): string =>
  text.toLowerCase().split(/\s+/).filter(Boolean).toSorted().join(' ')

/** Digits only where there are enough of them: sources format phones differently. */
function phoneOf(text: string): string {
  const digits = text.replaceAll(/\D/g, '')
  return digits.length >= 5 ? digits : text.trim().toLowerCase()
}

type Named = { name: string; phones: string[]; emails: string[] }

function namedDraft(draft: ContactDraft): Named {
  const parts = [draft.firstName, draft.lastName].filter(Boolean).join(' ')
  return {
    name: wordsOf(parts || (draft.name ?? '')),
    phones: known((draft.phones ?? []).map(({ value }) => phoneOf(value))),
    emails: known((draft.emails ?? []).map(({ value }) => value.trim().toLowerCase())),
  }
}

const namedContact = (contact: ContactDetail): Named => ({
  name: wordsOf(contact.name),
  phones: known(contact.phones.map(({ value }) => phoneOf(value))),
  emails: known(contact.emails.map(({ value }) => value.trim().toLowerCase())),
})

const known = (texts: string[]): string[] => [...new Set(texts.filter(Boolean))].toSorted()

const signatureOf = ({ name, phones, emails }: Named): string =>
  JSON.stringify([name, phones, emails])

const signatureOfDraft = (draft: ContactDraft): string => signatureOf(namedDraft(draft))

/** A filter for contacts that may be the result of one of these rows. */
export function resemblesAny(rows: UnresolvedRow[]): (contact: ContactDetail) => boolean {
  const drafts = rows.map(({ draft }) => namedDraft(draft))
  const signatures = new Set(drafts.map(signatureOf))
  return (contact) => {
    const named = namedContact(contact)
    return signatures.has(signatureOf(named)) || drafts.some((draft) => resembles(draft, named))
  }
}

/** A contact with that name, phone or e-mail; it may have been changed since. */
function resembles(a: Named, b: Named): boolean {
  const share = (values: string[], other: string[]) => values.some((text) => other.includes(text))
  return (
    (a.name !== '' && a.name === b.name) || share(a.phones, b.phones) || share(a.emails, b.emails)
  )
}

/** Scores how many of the other sent values a contact has, to rank contacts with the same key. */
function similarityOf(draft: ContactDraft, contact: ContactDetail, definitions: FieldDefinition[]) {
  const fields = (draft.fields ?? []).filter(({ id, values }) => {
    const definition = definitions.find((known_) => known_.id === id)
    const content = contact.fields.find((field) => field.id === id)?.content ?? null
    return definition && isSameContent(contentOf(values, definition), content)
  })
  const tags = draft.tags && ('set' in draft.tags ? draft.tags.set : draft.tags.add)
  const names = new Set(contact.tags.map(({ name }) => name))
  const own = contact.fields.filter((field) => !isPhoneOrEmail(field)).length
  return (
    fields.length * 2 -
    Math.max(0, own - (draft.fields?.length ?? 0)) +
    (tags ?? []).filter((name) => names.has(name)).length -
    Math.max(0, names.size - (tags?.length ?? 0)) +
    (draft.responsible !== undefined && draft.responsible === contact.responsible?.id ? 1 : 0)
  )
}

/**
 * Determines the outcome of rows whose answer was lost from the contacts created since they were sent
 * (and not assigned to a row yet). Equal rows are matched by number: of three sent and two found, two
 * are created. `isAllOrNothing`: the rows of a request were written together or not at all. A row is
 * absent only where nothing found resembles it; undecidable rows are unknown and never sent twice.
 */
export function reconcile(
  rows: UnresolvedRow[],
  found: ContactDetail[],
  options: { isAllOrNothing: boolean; definitions: FieldDefinition[] },
): Map<string, RowStatus> {
  const pool = Map.groupBy(
    found.toSorted((a, b) => a.id - b.id),
    (contact) => signatureOf(namedContact(contact)),
  )
  const chunks = [...Map.groupBy(rows, ({ chunk }) => chunk).values()]
  const statuses = new Map<string, RowStatus>()
  const whole = options.isAllOrNothing ? writtenChunks(chunks, pool) : []
  const others = chunks.filter((chunk) => !whole.includes(chunk))
  for (const chunk of whole) assign(chunk, pool, statuses, options.definitions)
  assign(others.flat(), pool, statuses, options.definitions)

  const left = [...pool.values()].flat()
  for (const chunk of others) {
    // Where a request was written, rows that are not found were written and changed since.
    const isPartFound = chunk.some(({ key }) => statuses.get(key)?.is === 'created')
    for (const { key, createdAfterId, draft } of chunk) {
      if (statuses.has(key)) continue
      const like = left.find(
        (contact) =>
          contact.id > createdAfterId && resembles(namedDraft(draft), namedContact(contact)),
      )
      const isOpen = like !== undefined || (options.isAllOrNothing && isPartFound)
      statuses.set(key, isOpen ? { is: 'unknown', resembles: like?.id ?? null } : { is: 'absent' })
    }
  }
  return statuses
}

type Pool = Map<string, ContactDetail[]>

/** The chunks that were written: the set that explains most of what was found without exceeding it. */
function writtenChunks(chunks: UnresolvedRow[][], pool: Pool): UnresolvedRow[][] {
  const counted = chunks.map((chunk) => Map.groupBy(chunk, ({ draft }) => signatureOfDraft(draft)))
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

/** Assigns matching contacts to rows, best score first, and removes them from the pool. */
function assign(
  rows: UnresolvedRow[],
  pool: Pool,
  statuses: Map<string, RowStatus>,
  definitions: FieldDefinition[],
): void {
  for (const [sign, similarRows] of Map.groupBy(rows, ({ draft }) => signatureOfDraft(draft))) {
    const contacts = pool.get(sign) ?? []
    const pairs = similarRows
      .flatMap((row, position) =>
        contacts.map((contact, index) => ({
          row,
          contact,
          order: position + index,
          score: similarityOf(row.draft, contact, definitions),
        })),
      )
      .toSorted((a, b) => b.score - a.score || a.order - b.order)
    const taken = new Set<number>()
    for (const { row, contact } of pairs) {
      if (contact.id <= row.createdAfterId || statuses.has(row.key) || taken.has(contact.id))
        continue
      statuses.set(row.key, { is: 'created', id: contact.id })
      taken.add(contact.id)
    }
    pool.set(
      sign,
      contacts.filter(({ id }) => !taken.has(id)),
    )
  }
}
