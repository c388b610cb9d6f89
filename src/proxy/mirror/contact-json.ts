import type { Contact, ContactDetail, ContactQuery, Named } from '#contract/api/contacts.ts'
import type { TalkValues } from '#contract/api/talks.ts'
import { isTalkKey, listedKey, type ListedKey } from '#contract/model/listed-key.ts'
import { talkValueOf } from './talk-attributes.ts'
import type { FeedNames } from '#proxy/sources/source-feed.ts'

export type RowNames = FeedNames & {
  groups: ReadonlyMap<number, string>
  talks: ReadonlyMap<number, TalkValues>
}

/**
 * A row of the list as JSON with all fields and attributes; names are missing, because they change by
 * themselves.
 */
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
    firstName: detail.firstName,
    lastName: detail.lastName,
    group: withoutName(detail.group ?? null),
    leads: detail.leads,
    customers: detail.customers,
    catalogElements: detail.catalogElements,
    account: detail.account,
    fields: detail.fields.map(({ id, value }) => ({ id, value })),
  }
  return JSON.stringify(row)
}

/** The row with its names, and with the fields and attributes that the query asks for. */
export function fromContactJson(
  json: string,
  { users, companies, groups, talks }: RowNames,
  { columns, attributes = [] }: Pick<ContactQuery, 'columns' | 'attributes'>,
): Contact {
  // It was written by the function above; another version of it has other tables.
  const row: Contact = JSON.parse(json)
  for (const key of listedKey.options)
    if (!isTalkKey(key) && !attributes.includes(key)) delete row[key]
  return {
    ...row,
    company: named(row.company, companies),
    responsible: named(row.responsible, users),
    createdBy: named(row.createdBy, users),
    updatedBy: named(row.updatedBy, users),
    ...(row.group && { group: named(row.group, groups) }),
    ...talkAttributesOf(talks.get(row.id), attributes),
    fields: columns ? row.fields.filter(({ id }) => columns.includes(id)) : [],
  }
}

/** Nothing is said of a contact that has had no talk. */
function talkAttributesOf(
  values: TalkValues | undefined,
  keys: readonly ListedKey[],
): Pick<Contact, 'talks'> {
  const wanted = keys.filter((key) => isTalkKey(key))
  if (wanted.length === 0) return {}
  return {
    talks: values ? wanted.map((key) => ({ key, value: talkValueOf(values, key) })) : [],
  }
}

const withoutName = (one: Named | null): Named | null => one && { id: one.id, name: null }

const named = (one: Named | null, names: ReadonlyMap<number, string>): Named | null =>
  one && { id: one.id, name: names.get(one.id) ?? null }
