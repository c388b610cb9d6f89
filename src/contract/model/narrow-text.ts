import { cleanText } from './plain-text.ts'

/** Clean text with the digits and signs of East Asian keyboards in their usual width. */
export const narrowText = (text: string): string =>
  cleanText(text).replaceAll(/[\uFF01-\uFF5E]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  )
