import { cleanText } from '#contract/model/search-key.ts'

/** Whether the text is a web address; others, such as `javascript:`, must not become links. */
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/?#]+/i.test(text)

/** A link that dials a phone, without separators that dialers do not support. */
export const telHref = (phone: string): string =>
  `tel:${cleanText(phone).replaceAll(/[^\d+*#,;]/g, '')}`

/**
 * A link to write an e-mail to one address; characters that would add recipients or text are
 * encoded.
 */
export const mailtoHref = (address: string): string =>
  `mailto:${encodeURIComponent(cleanText(address).replace(/^mailto:/i, '')).replaceAll('%40', '@')}`
