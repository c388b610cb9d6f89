const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi
/** A plus, or short groups of digits, as people write phones; IDs are one group each. */
const phones =
  /\+\d[\d\p{Zs}().\u2010-\u2015-]{6,}\d|\d{1,4}(?:[\p{Zs}().\u2010-\u2015-]{1,3}\d{1,4}){2,6}/gu

/**
 * What in a pasted list of IDs is, or may be, a phone: split at its spaces it would be several IDs.
 * Short IDs with nothing but spaces between them look the same, so that whoever pasted them is asked.
 */
export const pastedPhones = (text: string): string[] =>
  [...text.replace(uuids, ';').matchAll(phones)]
    .map(([phone]) => phone.trim())
    .filter((phone) => /^\d{10,15}$/.test(phone.replaceAll(/\D/g, '')))
