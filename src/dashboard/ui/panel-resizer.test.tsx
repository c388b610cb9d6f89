import { fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { PanelResizer } from './panel-resizer.tsx'

let stored: number | undefined
const edgeOf = () => (
  <PanelResizer
    label="Width of the panel"
    stored={0}
    onKeep={(width) => {
      stored = width
    }}
  />
)
const shown = () => document.documentElement.style.getPropertyValue('--panel')

it('resizes the panel by arrow keys within its limits, keeps that, and resets it by Home', async () => {
  const user = userEvent.setup()
  render(edgeOf())
  const edge = screen.getByRole('separator', { name: 'Width of the panel' })
  edge.focus()
  await user.keyboard('{ArrowLeft}')
  expect([shown(), stored, edge.ariaValueNow]).toEqual(['496px', 496, '496'])
  await user.keyboard('{ArrowRight>20/}')
  expect(shown()).toBe('360px')
  await user.keyboard('{Home}')
  expect([shown(), stored, edge.ariaValueNow]).toEqual(['', undefined, '480'])
})

it('resizes it by the pointer, and resets it by a double click', () => {
  render(<div>{edgeOf()}</div>)
  const edge = screen.getByRole('separator')
  const box = edge.parentElement
  if (!box) throw new Error('no panel')
  box.getBoundingClientRect = () => new DOMRect(520, 0, 480, 0)
  edge.setPointerCapture = () => {}
  fireEvent.pointerDown(edge, { clientX: 520, pointerId: 1 })
  fireEvent.pointerMove(edge, { clientX: 590, pointerId: 1 })
  expect(stored).toBe(undefined)
  fireEvent.pointerUp(edge, { pointerId: 1 })
  expect([shown(), stored]).toEqual(['410px', 410])
  fireEvent.doubleClick(edge)
  expect([shown(), stored]).toEqual(['', undefined])
})
