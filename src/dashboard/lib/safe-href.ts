import { cleanText, dialableNumber } from '#contract/model/plain-text.ts'

/** A link that dials a phone, without separators that dialers do not support. */
export const telHref = (phone: string): string => `tel:${dialableNumber(phone)}`

/** A link that writes to one address: what would add recipients or text to the letter is encoded. */
export const mailtoHref = (address: string): string =>
  `mailto:${encodeURIComponent(cleanText(address).replace(/^mailto:/i, '')).replaceAll('%40', '@')}`
