import type { ReactNode } from 'react'

export function Chip({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span
      translate="no"
      title={title}
      className="inline-block max-w-full truncate rounded border border-line bg-sunken px-1.5 text-meta leading-4.5"
    >
      {children}
    </span>
  )
}
