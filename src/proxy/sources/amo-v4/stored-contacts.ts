import { amoContact } from '#contract/upstream/amo-v4/contacts.ts'
import type { RowReader } from '#proxy/sources/source-feed.ts'
import { toContact, toContactDetail } from './read-translation.ts'

/** Reads contacts as `source-feed.ts` stores them; their own pages are not known here. */
export const amoV4Rows: RowReader = {
  toDetails: (rows, names, context) =>
    rows.map((row) =>
      toContactDetail(amoContact.parse(JSON.parse(row)), { names, ...context, url: null }),
    ),
  toContacts: (rows, names, context, ids) =>
    rows.map((row) =>
      toContact(amoContact.parse(JSON.parse(row)), names, ids && { ids, ...context }),
    ),
}
