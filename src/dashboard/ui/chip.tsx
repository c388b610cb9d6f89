import type { ReactNode } from 'react'

export function Chip({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span translate="no" data-tip={title} className="chip">
      {children}
    </span>
  )
}
