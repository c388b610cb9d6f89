import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Toasts, type Toast } from './toast.tsx'

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  // Before the timers: what is spied on is one of the fake ones.
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function renderToast(toast: Partial<Toast> = {}) {
  const onClose = vi.fn<(id: string) => void>()
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
  render(
    <Toasts
      toasts={[{ id: 'job', text: 'Job finished', ...toast }]}
      label="Notifications"
      closeLabel="Close"
      onClose={onClose}
    />,
  )
  await screen.findByText('Job finished')
  const pass = (ms: number) => {
    act(() => {
      vi.advanceTimersByTime(ms)
    })
  }
  return { onClose, user, pass }
}

it('is announced politely and closes after some seconds', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout')
  const { onClose, pass } = await renderToast()
  expect(screen.getByRole('status').textContent).toBe('Job finished')
  // Its own timer: what other files have left running has some as well.
  const isTimed = () => timers.mock.calls.some(([, ms]) => ms === 8000)
  await vi.waitUntil(isTimed, { timeout: 20_000 })
  expect(onClose).not.toHaveBeenCalled()
  pass(8000)
  expect(onClose).toHaveBeenCalledWith('job')
})

it('stays while it is hovered or focused', async () => {
  const { onClose, user, pass } = await renderToast()
  await user.hover(screen.getByText('Job finished'))
  pass(60_000)
  await user.tab()
  await user.unhover(screen.getByText('Job finished'))
  pass(60_000)
  expect(onClose).not.toHaveBeenCalled()
  await user.tab()
  pass(8100)
  expect(onClose).toHaveBeenCalledOnce()
})

it('stays until it is closed if it tells of something that lasts', async () => {
  const { onClose, user, pass } = await renderToast({ isLasting: true })
  pass(600_000)
  expect(onClose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(onClose).toHaveBeenCalledOnce()
})

it('runs its action once and closes', async () => {
  const run = vi.fn<() => void>()
  const { onClose, user } = await renderToast({ action: { text: 'Undo', run } })
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(run).toHaveBeenCalledOnce()
  expect(onClose).toHaveBeenCalledWith('job')
})
