import { Link, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/**
 * From the list, back is a step back in history: same page, same place in it.
 * Who came by a link has no such step and is led to the list's beginning.
 */
export function BackToList({ source, children }: { source: string; children: ReactNode }) {
  const router = useRouter()
  return (
    <Link
      to="/$source/contacts"
      params={{ source }}
      onClick={(event) => {
        if (!router.state.location.state.isFromList) return
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        router.history.back()
      }}
      className="-ml-1.5 inline-flex h-control items-center gap-1.5 rounded px-1.5 text-quiet hover:text-ink"
    >
      {children}
    </Link>
  )
}
