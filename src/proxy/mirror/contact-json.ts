import type { ContactDetail, ContactQuery } from '#contract/api/contacts.ts'
import { isCopiedKey, listedKey } from '#contract/model/listed-key.ts'
import type { FeedNames } from '#proxy/sources/source-feed.ts'

export type RowNames = FeedNames & { groups: ReadonlyMap<number, string> }

/** Attributes that name something, in the order of their IDs. */
const naming = ['company', 'responsible', 'createdBy', 'updatedBy', 'group'] as const

/** Those that rows include only if they are asked for, and that are not read apart. */
const listed = listedKey.options.filter((key) => key !== 'group' && !isCopiedKey(key))
const fieldsFrom = 2 + listed.length

/**
 * A row of the list in lines, of which JSON has none inside: the attributes of all rows, the IDs of
 * those that have names, each further attribute, and then each field with its ID before it. So a row
 * is put together for a query without reading any of it.
 */
export function toContactText(detail: ContactDetail): string {
  let text = basicJson(detail)
  let separator = '\n'
  for (const key of naming) {
    const one = detail[key]
    text += one ? separator + String(one.id) : separator
    separator = ' '
  }
  for (const key of listed) {
    const value = detail[key]
    text += value === undefined ? '\n' : `\n"${key}":${jsonOf(value)}`
  }
  for (const { id, value } of detail.fields)
    text += `\n${id} {"id":${id},"value":${JSON.stringify(value)}}`
  return text
}

/** Without the braces. Names are missing, because they change by themselves. */
function basicJson(detail: ContactDetail): string {
  const known = `"id":${detail.id},"name":${JSON.stringify(detail.name)},"phones":${jsonOf(detail.phones)},"emails":${jsonOf(detail.emails)},"tags":${jsonOf(detail.tags)},"createdAt":${momentJson(detail.createdAt)},"updatedAt":${momentJson(detail.updatedAt)},"nextTaskAt":${momentJson(detail.nextTaskAt)}`
  return detail.unknown === undefined
    ? known
    : `${known},"unknown":${JSON.stringify(detail.unknown)}`
}

/** Most lists are empty. */
const jsonOf = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? '[]' : JSON.stringify(value)

const momentJson = (iso: string | null): string => (iso === null ? 'null' : `"${iso}"`)

/** Makes the JSON of rows with the fields and attributes that the query asks for, and with names. */
export function createRowJson(
  { users, companies, groups }: RowNames,
  { columns = [], attributes = [] }: Pick<ContactQuery, 'columns' | 'attributes'>,
): (text: string) => string {
  const user = namedJson(users)
  const nameOf = {
    company: namedJson(companies),
    responsible: user,
    createdBy: user,
    updatedBy: user,
    group: namedJson(groups),
  }
  const named = naming.filter((key) => key !== 'group' || attributes.includes(key))
  const wanted = listed.flatMap((key, index) => (attributes.includes(key) ? [2 + index] : []))
  const fields = new Set(columns.map(String))
  const limit = fields.size > 0 ? undefined : wanted.length > 0 ? fieldsFrom : 2

  function fieldsIn(lines: string[]): string[] {
    const found: string[] = []
    for (let index = fieldsFrom; index < lines.length; index++) {
      const line = lines[index] ?? ''
      const space = line.indexOf(' ')
      if (fields.has(line.slice(0, space))) found.push(line.slice(space + 1))
    }
    return found
  }

  return (text) => {
    const lines = text.split('\n', limit)
    const ids = (lines[1] ?? '').split(' ')
    let json = `{${lines[0]}`
    for (const [index, key] of named.entries()) json += `,"${key}":${nameOf[key](ids[index] ?? '')}`
    for (const index of wanted) if (lines[index]) json += `,${lines[index]}`
    return `${json},"fields":[${fieldsIn(lines).join(',')}]}`
  }
}

/** The ID of the company in a row. */
export function companyIn(text: string): number | null {
  const id = text.slice(text.indexOf('\n') + 1, text.indexOf(' ', text.indexOf('\n')))
  return id === '' ? null : Number(id)
}

/** Names occur in many rows. */
function namedJson(names: ReadonlyMap<number, string>): (id: string) => string {
  const made = new Map([['', 'null']])
  return (id) => {
    const known = made.get(id)
    if (known !== undefined) return known
    const json = `{"id":${id},"name":${JSON.stringify(names.get(Number(id)) ?? null)}}`
    made.set(id, json)
    return json
  }
}
