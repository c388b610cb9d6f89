import type { ReactNode } from 'react'

/** A list of labelled values: label left, value right; stacked where it is narrow. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line">{children}</dl>
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:grid-cols-[minmax(7rem,28%)_minmax(0,1fr)]">
      <dt className="text-quiet wrap-break-word">{label}</dt>
      <dd translate="no" className="min-w-0 wrap-anywhere">
        {children}
      </dd>
    </div>
  )
}
