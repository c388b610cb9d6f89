const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi
/** A plus sign, or short groups of digits, as in formatted phones; IDs have a single group. */
const phones =
  /\+\d[\d\p{Zs}().\u2010-\u2015-]{6,}\d|\d{1,4}(?:[\p{Zs}().\u2010-\u2015-]{1,3}\d{1,4}){2,6}/gu

/**
 * The parts of a pasted list of IDs that are, or may be, a phone: splitting these at spaces would
 * result in several IDs. Short IDs separated by spaces look the same, so the user is asked.
 */
export const pastedPhones = (text: string): string[] =>
  [...text.replace(uuids, ';').matchAll(phones)]
    .map(([phone]) => phone.trim())
    .filter((phone) => /^\d{10,15}$/.test(phone.replaceAll(/\D/g, '')))
