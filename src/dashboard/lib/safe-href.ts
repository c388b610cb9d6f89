import { cleanText, dialableNumber } from '#contract/model/search-key.ts'

/** Only web addresses become links: a `javascript:` in a field must stay text. */
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/?#]+/i.test(text)

/** A link that dials the phone that is written there. */
export const telHref = (phone: string): string => `tel:${dialableNumber(phone)}`

/** A link that writes to one address: what would add recipients or text to the letter is encoded. */
export const mailtoHref = (address: string): string =>
  `mailto:${encodeURIComponent(cleanText(address).replace(/^mailto:/i, '')).replaceAll('%40', '@')}`
