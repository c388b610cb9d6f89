import { waitFor } from '@testing-library/react'
import { expect, vi } from 'vitest'

/** `left` resolves when the page is loaded anew or left; jsdom loads no other page, and says so. */
export function watchLeaving() {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  return {
    left: () =>
      waitFor(() => expect(String(errors.mock.calls[0]?.[0])).toContain('navigation to another')),
  }
}
