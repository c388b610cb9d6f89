/** The initials of a person, beside the name, which screen readers announce. */
export const Avatar = ({ name }: { name: string }) => (
  <span aria-hidden translate="no" className="avatar-box">
    {initialsOf(name)}
  </span>
)

/** `ВК` for «Вера Ковалёва»: the first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const letters = name.match(/(?<!\S)[\p{L}\p{N}]/gu) ?? []
  return [letters[0], ...letters.slice(1).slice(-1)].join('').toUpperCase()
}
