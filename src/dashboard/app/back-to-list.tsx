import { useRouter } from '@tanstack/react-router'
import { lastList } from '#dashboard/app/tab-memory.ts'
import { contactsLink } from '#dashboard/domain/links.ts'
import { BackLink } from '#dashboard/ui/link-button.tsx'
import type { ReactNode } from 'react'

/**
 * Leads to the list as it was left. If it is still in the history, this goes back to it, so that it
 * is scrolled as it was.
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

/** Goes back to the list that this page was opened from; false where it was not. */
export function useBackToList(): () => boolean {
  const { history } = useRouter()
  return () => {
    const { listEntry, __TSR_index: entry } = history.location.state
    if (listEntry === undefined || listEntry >= entry) return false
    history.go(listEntry - entry)
    return true
  }
}
