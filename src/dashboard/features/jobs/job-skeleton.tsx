/** A skeleton of jobs or rows; shown once waiting becomes noticeable. */
export function JobSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="after-a-moment grid gap-3 py-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} aria-hidden className="shimmer h-10 rounded" />
      ))}
    </div>
  )
}
