import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'

const attempts = vi.hoisted(() => ({ count: 0 }))

const fail = vi.hoisted(() => () => {
  attempts.count += 1
  throw new Error('Failed to fetch')
})

vi.mock('./jobs-badge.tsx', fail)
vi.mock('./section-icon.tsx', fail)
vi.mock('./sections-end.tsx', fail)

// React logs errors that a boundary has caught.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

it('sections lead to their pages when their icons and badges cannot be loaded', async () => {
  const { user } = await renderApp('/main/contacts')
  const section = await screen.findByRole('link', { name: 'Jobs' })
  await waitFor(() => expect(attempts.count).toBeGreaterThanOrEqual(6)) // each of three, twice
  await waitFor(() => expect(console.error).toHaveBeenCalled())
  expect(screen.queryByRole('alert')).toBeNull()
  await user.click(section)
  await screen.findByRole('heading', { name: 'Jobs' })
})
