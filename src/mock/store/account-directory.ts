import type { Field, Tag } from './contact.ts'
import type { Database } from './database.ts'
import type { User } from './user.ts'

/**
 * The small tables that fit in memory: fields, tags and users. They are read on every
 * request, so they are cached parsed; a rollback clears the cache.
 */
export function createDirectory(db: Database) {
  let fields: Map<number, Field> | undefined
  let tags: Map<string, Tag> | undefined
  let users: Map<number, User> | undefined
  let revision: number | undefined
  const clearCache = () => {
    fields = tags = users = revision = undefined
  }
  db.onRollback(clearCache)

  const allFields = () =>
    (fields ??= new Map(
      db
        .all<{ body: string }>('select body from fields order by sort, id')
        .map(({ body }) => JSON.parse(body) as Field) // written by saveField
        .map((field) => [field.id, field]),
    ))
  const allTags = () =>
    (tags ??= new Map(db.all<Tag>('select id, name from tags').map((tag) => [tag.name, tag])))
  const allUsers = () =>
    (users ??= new Map(
      db
        .all<{ body: string }>('select body from users order by id')
        .map(({ body }) => JSON.parse(body) as User) // written by saveUser
        .map((user) => [user.id, user]),
    ))

  return {
    clearCache,
    fields: () => [...allFields().values()],
    field: (id: number) => allFields().get(id),
    fieldByCode: (code: string) => [...allFields().values()].find((field) => field.code === code),
    saveField(field: Field) {
      db.run(
        'insert or replace into fields values (?, ?, ?)',
        field.id,
        field.sort,
        JSON.stringify(field),
      )
      this.raiseRevision()
    },
    removeField(id: number) {
      db.run('delete from fields where id = ?', id)
      db.run('delete from field_values where field_id = ?', id)
      this.raiseRevision()
    },
    raiseRevision() {
      const next = String(this.fieldsRevision() + 1)
      db.run(`insert or replace into meta values ('fields_revision', ?)`, next)
      fields = revision = undefined
    },
    /** Incremented by every change of a field; documents of an older revision are updated when read. */
    fieldsRevision(): number {
      const text = `select value from meta where key = 'fields_revision'`
      return (revision ??= Number(db.get<{ value: string }>(text)?.value ?? 0))
    },

    tags: () => [...allTags().values()],
    tag: (id: number) => [...allTags().values()].find((tag) => tag.id === id),
    saveTag(tag: Tag) {
      db.run('insert or replace into tags values (?, ?)', tag.id, tag.name)
      allTags().set(tag.name, tag)
    },
    /** The tag of this name, created if it does not exist. */
    tagNamed(name: string): Tag {
      const known = allTags().get(name)
      if (known) return known
      const { lastId } = db.run('insert into tags (name) values (?)', name)
      const tag = { id: lastId, name }
      allTags().set(name, tag)
      return tag
    },

    users: () => [...allUsers().values()],
    user: (id: number) => allUsers().get(id),
    saveUser(user: User) {
      db.run('insert or replace into users values (?, ?)', user.id, JSON.stringify(user))
      users = undefined
    },
  }
}
export type Directory = ReturnType<typeof createDirectory>
