type Props = { iso: string; text: string; exact: string }

/** A short time, with the exact one on hover and for screen readers. */
export function Moment({ iso, text, exact }: Props) {
  return (
    <time dateTime={iso} data-tip={exact} className="tabular-nums">
      {text === exact ? text : <span aria-hidden>{text}</span>}
      {text !== exact && <span className="sr-only">{exact}</span>}
    </time>
  )
}
