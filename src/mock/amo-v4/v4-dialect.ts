import { contactOrders } from '#mock/store/contact-list.ts'
import type { ContactBody, ContactText } from '#mock/store/contact.ts'

/**
 * How amoCRM v4 behaves where its documents and its live server disagree (differences 1.1, 1.10):
 * `live` does not sort contacts by created_at; `documented` sends `enum` beside `enum_code`, as the
 * samples of seeds 000 and 002; `union` takes every order and sends the newest shape.
 */
export const v4Dialects = ['union', 'live', 'documented'] as const
export type V4Dialect = (typeof v4Dialects)[number]

export const contactOrdersOf = (dialect: V4Dialect) =>
  dialect === 'live' ? contactOrders.filter((order) => order !== 'created_at') : contactOrders

export function contactTextOf(dialect: V4Dialect, row: ContactText): ContactText {
  if (dialect !== 'documented') return row
  const body = JSON.parse(Buffer.from(row.body).toString()) as ContactBody // written by the contact table
  const custom_fields_values = body.custom_fields_values?.map((field) => ({
    ...field,
    values: field.values.map((item) =>
      'enum_code' in item ? { ...item, enum: item.enum_code } : item,
    ),
  }))
  const documented = { ...body, custom_fields_values: custom_fields_values ?? null }
  return { ...row, body: Buffer.from(JSON.stringify(documented)) }
}
