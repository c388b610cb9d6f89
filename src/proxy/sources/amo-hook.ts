/** Contacts in one webhook; more are found by the next cycle of following. */
const maxIds = 1000

/** What is a contact by itself, by the name of the part and of its ID. */
const ofContacts =
  /^contacts\[(?:add|update|delete|restore|responsible)\]\[(\d+)\](?:\[(id|type)\])?$/
const ofOthers =
  /^(?:contacts\[(note)\]\[(\d+)\]\[note\]|(task|talk)\[\w+\]\[(\d+)\])\[(element_id|element_type|contact_id)\]$/

type Named = { id?: number; isOther?: boolean }

/**
 * IDs of the contacts that a webhook of amoCRM names (reference 14): a form with PHP brackets, in which
 * companies are named like contacts. Anything else in it is left alone, because nothing proves who has
 * sent it.
 */
export function hintedContacts(form: string): number[] {
  const entries = new Map<string, Named>()
  for (const [key, value] of new URLSearchParams(form)) {
    const [place, part] = placeOf(key)
    if (place === undefined) continue
    const entry = entries.get(place) ?? {}
    entries.set(place, entry)
    if (part === 'type') entry.isOther = value !== 'contact'
    else if (part === 'element_type') entry.isOther = value !== '1'
    else if (/^[1-9]\d{0,14}$/.test(value)) entry.id = Number(value)
  }
  const ids = [...entries.values()].flatMap(({ id, isOther }) =>
    id === undefined || isOther === true ? [] : [id],
  )
  return [...new Set(ids)].slice(0, maxIds)
}

function placeOf(key: string): [place: string, part: string] | [undefined] {
  const own = ofContacts.exec(key)
  // A deletion may consist of the bare ID.
  if (own) return [key.replace(/\[(?:id|type)\]$/, ''), own[2] ?? 'id']
  const other = ofOthers.exec(key)
  return other ? [key.slice(0, key.lastIndexOf('[')), other[5] ?? ''] : [undefined]
}
