/**
 * Whether a text is the address of a page, to be stored as one or to become a link: a `javascript:` in a
 * field must stay text.
 */
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/?#]+\S*$/i.test(text)
