import { useRouter } from '@tanstack/react-router'
import { contactsLink } from '#dashboard/domain/links.ts'
import { BackLink } from '#dashboard/ui/link-button.tsx'
import type { ReactNode } from 'react'

/**
 * Opened from the list, this is a step back in history: same page, same scroll position.
 * Otherwise it leads to the first page of the list.
 */
export function BackToList({ source, children }: { source: string; children: ReactNode }) {
  const router = useRouter()
  return (
    <BackLink
      {...contactsLink(source)}
      onClick={(event) => {
        if (!router.state.location.state.isFromList) return
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        router.history.back()
      }}
    >
      {children}
    </BackLink>
  )
}
