/** Splits a text that contains several values at `;` or line ends. */
export const textParts = (text: string): string[] =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
