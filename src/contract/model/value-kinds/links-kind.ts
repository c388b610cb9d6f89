import * as z from 'zod/mini'
import { isSameSet } from '#contract/model/same-set.ts'
import { linkItem, valueSchemas, type ValueOf } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'

type Link = ValueOf<'links'>['items'][number]

/** A missing quantity equals any quantity. */
const isSameLink = (a: Link, b: Link): boolean =>
  a.target === b.target &&
  a.id === b.id &&
  (a.catalog === b.catalog || a.catalog === null || b.catalog === null) &&
  (a.quantity === b.quantity || a.quantity === null || b.quantity === null)

const idsOf = ({ items }: { items: Link[] }): string => items.map(({ id }) => `#${id}`).join('; ')

const readLink = z.object({ link: linkItem })

/** Leads, customers and list elements linked to a contact, by ID; not editable as text. */
const own: OwnValueKind<'links'> = {
  schema: valueSchemas.links,
  isWritable: true,
  isEmpty: ({ items }) => items.length === 0,
  equals: (a, b) => isSameSet(a.items, b.items, isSameLink),
  split: ({ items }) => items.map((item) => ({ kind: 'links', items: [item] })),
  join: (first, rest) => ({ kind: 'links', items: [first, ...rest].flatMap(({ items }) => items) }),
  parse: (text, { before }) => {
    if (text.trim() === '') return { value: null, issues: [] }
    // An ID alone may only refer to an existing link: a new link requires its entity.
    const known = before?.kind === 'links' ? before.items : []
    const ids = text.split(/[;\s]+/).filter(Boolean)
    const items = ids.flatMap((id) => known.find((link) => `#${link.id}` === id) ?? [])
    return items.length === ids.length
      ? { value: { kind: 'links', items }, issues: [] }
      : {
          value: null,
          issues: [
            { code: 'unreadable', message: 'links cannot be entered as text', text: text.trim() },
          ],
        }
  },
  print: idsOf,
  validate: ({ items }) =>
    items.flatMap(({ target, catalog }, index) =>
      target === 'catalogElements' && catalog === null
        ? [
            {
              code: 'required' as const,
              index,
              part: 'catalog',
              message: 'a list element requires its list',
            },
          ]
        : [],
    ),
  searchText: idsOf,
  sortKey: ({ items }) => String(items.length).padStart(6, '0'),
  toWrite: ({ items }) => items.map((link) => ({ value: { link } })),
  fromWrite: (items) => {
    const links = items.flatMap((item) => z.safeParse(readLink, item.value).data?.link ?? [])
    return links.length === 0 ? null : { kind: 'links', items: links }
  },
}
export const linksKind = defineValueKind('links', own)
