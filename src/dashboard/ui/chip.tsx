import type { ReactNode } from 'react'

export function Chip({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span translate="no" title={title} className="chip">
      {children}
    </span>
  )
}
