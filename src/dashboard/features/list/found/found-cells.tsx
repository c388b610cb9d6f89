import type { ReactNode } from 'react'
import type { Contact, SearchMatch } from '#contract/api/contacts.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'
import { cellOf } from '#dashboard/features/list/contacts-cells.tsx'
import type { CellContext } from '#dashboard/features/list/contacts-columns.ts'
import { onCard } from '#dashboard/features/list/contacts-row.tsx'
import { formatPhone } from '#dashboard/lib/format.ts'
import { foundIn, fromHit, piecesOf, type Found } from './found-text.ts'

const cellRoom = 24 // characters before a hit that leave it in sight in most columns
const noteRoom = 6

/**
 * Draws the cells of contacts that were searched for: what matches is marked, and follows the name if
 * no column shows it.
 */
export function foundCells(
  matches: readonly SearchMatch[],
  columns: readonly ColumnId[],
  nameOf: (attribute: string) => string,
): CellContext['draw'] {
  const byContact = new Map<number, SearchMatch[]>()
  for (const match of matches) byContact.set(match.id, [...(byContact.get(match.id) ?? []), match])
  const shown = new Set<string>(columns)
  return (id, contact, context) => {
    const all = byContact.get(contact.id) ?? []
    const own = all.filter(({ attribute }) => attribute === id)
    const cell =
      own.length > 0
        ? cellOf(id, withFirst(contact, own), { ...context, mark: (text) => marked(text, own) })
        : cellOf(id, contact, context)
    if (id !== 'name') return cell
    const others = all.filter(({ attribute }) => attribute !== 'name')
    return (
      <>
        {cell}
        {beside(
          others.filter(({ attribute }) => !shown.has(attribute)),
          nameOf,
        )}
        {/* A card has fewer columns. */}
        {beside(
          others.filter(({ attribute }) => shown.has(attribute) && !onCard.has(attribute)),
          nameOf,
          'sm:hidden',
        )}
      </>
    )
  }
}

function marked(text: string, matches: SearchMatch[]): ReactNode {
  const found = matches.map((match) => foundIn(text, match)).find((hit) => hit !== undefined)
  return found ? pieces(fromHit(found, cellRoom)) : text
}

const pieces = (found: Found): ReactNode =>
  piecesOf(found).map(({ text, isFound }, index) =>
    isFound ? <mark key={index}>{text}</mark> : text,
  )

/** The contact with the phones, e-mails and tags that match before the others, which may not fit. */
function withFirst(contact: Contact, matches: SearchMatch[]): Contact {
  const isFound = (text: string) => matches.some((match) => match.text === text)
  const first = <Item,>(items: Item[], textOf: (item: Item) => string): Item[] => [
    ...items.filter((item) => isFound(textOf(item))),
    ...items.filter((item) => !isFound(textOf(item))),
  ]
  return {
    ...contact,
    phones: first(contact.phones, ({ value }) => value),
    emails: first(contact.emails, ({ value }) => value),
    tags: first(contact.tags, ({ name }) => name),
  }
}

/** A phone is written in groups, as in its column. */
const shownOf = (match: SearchMatch): Found =>
  (match.attribute === 'phones' && foundIn(formatPhone(match.text), match)) || match

/** What matches in attributes without a column, in the cell of the name so that rows keep their height. */
function beside(
  matches: SearchMatch[],
  nameOf: (attribute: string) => string,
  className = '',
): ReactNode {
  if (matches.length === 0) return null
  return (
    <span
      className={`contacts-found ${className}`}
      data-tip={matches.map(({ attribute, text }) => `${nameOf(attribute)}: ${text}`).join('\n')}
    >
      {matches.map((match, index) => (
        <span key={match.attribute}>
          {index > 0 && ' · '}
          <span className="contacts-found-label">{nameOf(match.attribute)}: </span>
          {pieces(fromHit(shownOf(match), noteRoom))}
        </span>
      ))}
    </span>
  )
}
