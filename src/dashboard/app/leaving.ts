import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { forgetTab } from './tab-memory.ts'

/**
 * Leaves the page of somebody who is signed out by now: nothing of it stays on the screen, and none of
 * its forms holds `then`, which loads another page, so that nothing stays in memory either. Back leads to
 * signing in.
 */
export function useLeaving(): (then: () => void) => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return useCallback(
    async (then) => {
      client.clear()
      forgetTab()
      await router.invalidate()
      then()
    },
    [client, router],
  )
}
