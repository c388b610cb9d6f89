const maxRows = 20 // what is below is out of view then

/** As high as the list and its button will be. */
export function LinkedSkeleton({ count }: { count: number }) {
  return (
    <div aria-hidden className="after-a-moment">
      {count === 0 && <div className="h-5" />}
      <div className="grid gap-2.5">
        {Array.from({ length: Math.min(count, maxRows) }, (_, row) => (
          <div key={row} className="shimmer h-9 rounded" />
        ))}
      </div>
      <div className="mt-1 h-control" />
    </div>
  )
}
