import type { Contact, ContactDetail, Named } from '#contract/api/contacts.ts'
import type { FeedNames } from '#proxy/sources/source-feed.ts'

/** A row of the list as JSON with all fields; names are missing, because they change by themselves. */
export function toContactJson(detail: ContactDetail): string {
  const row: Contact = {
    id: detail.id,
    name: detail.name,
    phones: detail.phones,
    emails: detail.emails,
    company: withoutName(detail.company),
    responsible: withoutName(detail.responsible),
    tags: detail.tags,
    createdAt: detail.createdAt,
    updatedAt: detail.updatedAt,
    createdBy: withoutName(detail.createdBy),
    updatedBy: withoutName(detail.updatedBy),
    nextTaskAt: detail.nextTaskAt,
    fields: detail.fields.map(({ id, value }) => ({ id, value })),
  }
  return JSON.stringify(row)
}

/** The row with its names and the fields of these IDs. */
export function fromContactJson(
  json: string,
  { users, companies }: FeedNames,
  columns: number[] | undefined,
): Contact {
  // It was written by the function above; another version of it has other tables.
  const row: Contact = JSON.parse(json)
  return {
    ...row,
    company: named(row.company, companies),
    responsible: named(row.responsible, users),
    createdBy: named(row.createdBy, users),
    updatedBy: named(row.updatedBy, users),
    fields: columns ? row.fields.filter(({ id }) => columns.includes(id)) : [],
  }
}

const withoutName = (one: Named | null): Named | null => one && { id: one.id, name: null }

const named = (one: Named | null, names: Map<number, string>): Named | null =>
  one && { id: one.id, name: names.get(one.id) ?? null }
