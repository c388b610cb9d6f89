import type { ReactNode } from 'react'

/**
 * A list of labelled values: label left, value right, or stacked if it is narrow. The column of
 * labels is at least as wide as the longest word of a label in any font. An editor in a narrow list
 * is below its label.
 */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="@container divide-y divide-line sm:grid sm:grid-cols-[minmax(min-content,min(28%,10rem))_minmax(0,1fr)]">
      {children}
    </dl>
  )
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:col-span-2 sm:grid-cols-subgrid @max-[30rem]:[&:has(form)>*]:col-span-full">
      <dt className="max-w-64 pt-0.5 text-meta font-medium text-quiet wrap-break-word">{label}</dt>
      <dd translate="no" className="min-w-0 wrap-anywhere">
        {children}
      </dd>
    </div>
  )
}
