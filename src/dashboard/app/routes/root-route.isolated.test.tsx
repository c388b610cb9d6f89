import { screen } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'

const file = vi.hoisted(() => ({ isThere: false }))

vi.mock('#dashboard/lib/person-storage.ts', async (load) => {
  if (!file.isThere) throw new Error('Failed to fetch')
  return load()
})

// React and the router log errors that a boundary has caught.
beforeEach(() => {
  for (const level of ['error', 'warn'] as const)
    vi.spyOn(console, level).mockImplementation(() => {})
})

it('a page that cannot find out whose storage it has says so, and starts when it can', async () => {
  localStorage.setItem('kartoteka.unsure', 'once')
  const { user } = await renderApp('/main/contacts')
  expect((await screen.findByRole('alert')).textContent).toContain('could not be shown')
  expect(screen.getByRole('button', { name: 'Reload page' })).toBeDefined()
  expect(screen.queryByRole('table')).toBeNull()
  file.isThere = true
  await user.click(screen.getByRole('button', { name: 'Retry' }))
  expect(await screen.findByRole('table')).toBeDefined()
  expect(localStorage.getItem('kartoteka.unsure')).toBeNull()
})
