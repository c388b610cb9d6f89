import { emailKey } from '#contract/model/search-key.ts'

/** What a new contact is known by so far. */
export type TypedContact = { name?: string; phone?: string; email?: string }

const minDigits = 5 // fewer are a number, not a phone

/** A run of digits and of what phones are written with, at the start or the end of a text. */
const phoneAtEnd = /(?<!\S)[+(]?\d[\d\s().\-‑–]*$/
const phoneAtStart = /^[+(]?\d[\d\s().\-‑–]*(?!\S)/

/** Reads a typed text as phone, e-mail or name, or as a name with one of them. */
export function typedContact(text: string): TypedContact {
  const email = text.split(/\s+/).find((word) => emailKey(word) !== null)
  const phone = [phoneAtEnd, phoneAtStart]
    .map((pattern) => pattern.exec(text)?.[0].trim())
    .find((found) => found && found.replaceAll(/\D/g, '').length >= minDigits)
  const found = email ?? phone
  if (found === undefined) return { name: text }
  const name = text.replace(found, '').replaceAll(/\s+/g, ' ').trim()
  return { ...(name && { name }), ...(email ? { email } : { phone: found }) }
}
