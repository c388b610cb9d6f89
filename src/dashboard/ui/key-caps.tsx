export function KeyCaps({ keys }: { keys: readonly string[] }) {
  return (
    <span className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-strong px-1 font-sans text-meta text-quiet"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
