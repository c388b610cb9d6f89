import { contactOrders } from '#mock/store/contact-list.ts'
import { decodeBody, type ContactText } from '#mock/store/contact.ts'

/**
 * How amoCRM v4 behaves where its documents and its live server disagree (differences 1.1, 1.10):
 * `documented`, the default, sends `enum` beside `enum_code` as in the samples of seeds 000 and 002;
 * `union` sends `enum_code` only; `live` does so too, and does not sort contacts by created_at.
 */
export const v4Dialects = ['documented', 'union', 'live'] as const
export type V4Dialect = (typeof v4Dialects)[number]

export const contactOrdersOf = (dialect: V4Dialect) =>
  dialect === 'live' ? contactOrders.filter((order) => order !== 'created_at') : contactOrders

export function contactTextOf(dialect: V4Dialect, row: ContactText): ContactText {
  if (dialect === 'documented') return row
  const body = decodeBody(Buffer.from(row.body).toString())
  return { ...row, body: Buffer.from(JSON.stringify(body)) }
}
