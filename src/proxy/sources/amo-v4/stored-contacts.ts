import { amoContact, type AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import { createRowReading } from '#contract/upstream/lenient.ts'
import type { ReadRows } from '#proxy/sources/source-feed.ts'
import { listedKeys, toContactDetail } from './read-translation.ts'

const readStored = createRowReading(amoContact)

function readContact(body: string): AmoContact {
  const read = readStored(JSON.parse(body))
  if (!read) throw new Error('A stored contact cannot be read')
  return read.row
}

/** Reads contacts as `source-feed.ts` stores them; their own pages are not known here. */
export const readAmoV4Rows: ReadRows = (bodies, names, { groups, ...fields }) => {
  const named = { ...names, groups: new Map(groups.map(({ id, name }) => [id, name])) }
  const context = { names: named, ...fields, url: null, attributes: listedKeys }
  return bodies.map((body) => toContactDetail(readContact(body), context))
}
