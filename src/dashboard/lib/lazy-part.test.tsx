import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Suspense } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { lazyPart, PartFailureContext, type PartFailureProps } from './lazy-part.tsx'

// React logs errors that a boundary has caught.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

const Failure = ({ error, onRetry, onClose }: PartFailureProps) => (
  <div role="alert">
    {String(error)}
    <button onClick={onRetry}>Retry</button>
    {onClose && <button onClick={onClose}>Close</button>}
  </div>
)

type Props = { text: string; onClose: () => void }
const Part = ({ text }: Props) => <p>{text}</p>
const Broken = (_props: Props) => {
  throw new Error('Not drawn')
}

function openPart(load: () => Promise<{ Part: typeof Part }>) {
  const onClose = vi.fn<() => void>()
  const Lazy = lazyPart(load, 'Part')
  render(
    <PartFailureContext value={Failure}>
      <input aria-label="Page" defaultValue="typed" />
      <Suspense>
        <Lazy text="Shown" onClose={onClose} />
      </Suspense>
    </PartFailureContext>,
  )
  return { user: userEvent.setup(), onClose }
}

it('does not affect other parts, and loads again on retry', async () => {
  const load = vi.fn<() => Promise<{ Part: typeof Part }>>()
  load
    .mockRejectedValueOnce(new Error('cut'))
    .mockRejectedValueOnce(new Error('cut'))
    .mockResolvedValueOnce({ Part })
  const { user } = openPart(load)
  expect((await screen.findByRole('alert')).textContent).toContain('could not be loaded')
  expect(screen.getByLabelText('Page')).toHaveProperty('value', 'typed')
  await user.click(screen.getByRole('button', { name: 'Retry' }))
  expect(await screen.findByText('Shown')).toBeDefined()
  expect(screen.queryByRole('alert')).toBeNull()
  expect(load).toHaveBeenCalledTimes(3)
})

it('does not affect other parts if it cannot be rendered, and can be closed', async () => {
  const { user, onClose } = openPart(() => Promise.resolve({ Part: Broken }))
  expect((await screen.findByRole('alert')).textContent).toContain('Not drawn')
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(onClose).toHaveBeenCalledOnce()
})
