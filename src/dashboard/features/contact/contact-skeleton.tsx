export function ContactSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="after-a-moment mt-3">
      <div aria-hidden className="shimmer h-6 w-64 max-w-full rounded" />
      <div aria-hidden className="mt-5 grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="shimmer h-100 rounded" />
        <div className="shimmer h-60 rounded" />
      </div>
    </div>
  )
}
