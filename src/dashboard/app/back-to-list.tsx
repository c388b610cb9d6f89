import { useRouter } from '@tanstack/react-router'
import { lastList } from '#dashboard/app/tab-memory.ts'
import { contactsLink } from '#dashboard/domain/links.ts'
import { BackLink } from '#dashboard/ui/link-button.tsx'
import type { ReactNode } from 'react'

/**
 * A link to the list as it was left. If the list is still in the history, it goes back to that
 * entry, which restores the scroll position.
 */
export function BackToList({ source, children }: { source: string; children: ReactNode }) {
  const goBack = useBackToList()
  return (
    <BackLink
      {...contactsLink(source, lastList.search(source))}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        if (goBack()) event.preventDefault()
      }}
    >
      {children}
    </BackLink>
  )
}

/**
 * Goes back to the list from which this page was opened; returns false if it was opened otherwise.
 */
export function useBackToList(): () => boolean {
  const { history } = useRouter()
  return () => {
    const { listEntry, __TSR_index: entry } = history.location.state
    if (listEntry === undefined || listEntry >= entry) return false
    history.go(listEntry - entry)
    return true
  }
}
