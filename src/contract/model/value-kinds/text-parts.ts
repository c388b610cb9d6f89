/** The values of a text that holds several, parted by `;` or line ends. */
export const textParts = (text: string): string[] =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
