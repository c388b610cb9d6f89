import type { Database } from './database.ts'

export const linkKinds = ['leads', 'customers', 'catalog_elements'] as const
export type LinkKind = (typeof linkKinds)[number]

/** A link of a contact. Its company is a column of the contact, because there is only one. */
export type Link = {
  contact_id: number
  kind: LinkKind
  to_id: number
  catalog_id: number | null
  quantity: number | null
  price_id: number | null
  is_main: number | null
}

/** A link without quantity or price, to the main contact. */
export const mainLink = (contactId: number, kind: 'leads' | 'customers', toId: number): Link => ({
  contact_id: contactId,
  kind,
  to_id: toId,
  catalog_id: null,
  quantity: null,
  price_id: null,
  is_main: 1,
})

export function createLinks(db: Database) {
  return {
    ofContacts(contactIds: number[], kind: LinkKind): Map<number, Link[]> {
      const found = new Map<number, Link[]>()
      const text = `select l.* from json_each(?) j
        cross join links l on l.contact_id = j.value and l.kind = ? order by l.contact_id, l.to_id`
      for (const link of db.all<Link>(text, JSON.stringify(contactIds), kind)) {
        const links = found.get(link.contact_id)
        if (links) links.push(link)
        else found.set(link.contact_id, [link])
      }
      return found
    },
    all: (contactId: number) =>
      db.all<Link>('select * from links where contact_id = ? order by kind, to_id', contactId),
    get: (contactId: number, kind: LinkKind, toId: number) =>
      db.get<Link>(
        'select * from links where contact_id = ? and kind = ? and to_id = ?',
        contactId,
        kind,
        toId,
      ),
    toTarget: (kind: LinkKind, toId: number) =>
      db.all<Link>(
        'select * from links where kind = ? and to_id = ? order by contact_id',
        kind,
        toId,
      ),
    add(link: Link) {
      db.run(
        'insert or replace into links values (?, ?, ?, ?, ?, ?, ?)',
        link.contact_id,
        link.kind,
        link.to_id,
        link.catalog_id,
        link.quantity,
        link.price_id,
        link.is_main,
      )
    },
    /** Links another contact in place of this one. */
    move(fromId: number, toId: number) {
      db.run('update or ignore links set contact_id = ? where contact_id = ?', toId, fromId)
      db.run('delete from links where contact_id = ?', fromId)
    },
    remove: (contactId: number, kind: LinkKind, toId: number) =>
      db.run(
        'delete from links where contact_id = ? and kind = ? and to_id = ?',
        contactId,
        kind,
        toId,
      ).changes > 0,
  }
}
