import { replaceEqualDeep } from '@tanstack/react-query'
import type { Contact, ContactPage } from '#contract/api/contacts.ts'

/** How the page differs from what is shown: other contacts, the same ones in another order. */
export type PageDifference = 'contacts' | 'order' | undefined

export type Merged = {
  /** The contacts that are shown, in their order, as they are now. */
  page: ContactPage
  changed: number[]
  /** Shown contacts that the source no longer lists. */
  gone: number[]
  difference: PageDifference
}

/** The contacts of the shown page that another reading of it does not have. */
export function missingFrom(shown: ContactPage, fresh: ContactPage): number[] {
  const found = new Set(fresh.items.map(({ id }) => id))
  return shown.items.map(({ id }) => id).filter((id) => !found.has(id))
}

/**
 * What is shown with the values and the total of another reading, without moving a row. `others`: the
 * contacts of `missingFrom`, as far as they exist.
 */
export function mergePage(shown: ContactPage, fresh: ContactPage, others: Contact[]): Merged {
  const now = new Map([...others, ...fresh.items].map((contact) => [contact.id, contact]))
  const pairs = shown.items.map((before) => {
    const after = now.get(before.id)
    return { before, after, row: after ? replaceEqualDeep(before, after) : before }
  })
  const isListed = new Set(fresh.items.map(({ id }) => id))
  const formerMatches = shown.matches?.filter(({ id }) => !isListed.has(id)) ?? []
  return {
    page: {
      ...fresh,
      items: pairs.map(({ row }) => row),
      ...(fresh.matches && { matches: [...fresh.matches, ...formerMatches] }),
    },
    changed: pairs.flatMap(({ before, row }) => (row === before ? [] : [row.id])),
    gone: pairs.flatMap(({ before, after }) => (after ? [] : [before.id])),
    difference: differenceOf(shown.items, fresh.items),
  }
}

function differenceOf(shown: Contact[], fresh: Contact[]): PageDifference {
  const ids = new Set(shown.map(({ id }) => id))
  if (fresh.length !== shown.length || fresh.some(({ id }) => !ids.has(id))) return 'contacts'
  return fresh.some(({ id }, index) => shown[index]?.id !== id) ? 'order' : undefined
}
