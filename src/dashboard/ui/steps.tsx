/** What is done on a page, one after the other, while nothing is there yet. */
export function Steps({ texts }: { texts: readonly string[] }) {
  return (
    <ol className="grid gap-3 py-2 text-quiet md:grid-cols-3 md:gap-6">
      {texts.map((text, index) => (
        <li key={text} className="flex gap-2.5">
          <span
            aria-hidden
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-full border border-line bg-sunken text-meta text-ink tabular-nums"
          >
            {index + 1}
          </span>
          <span className="min-w-0">{text}</span>
        </li>
      ))}
    </ol>
  )
}
