import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { IconButton } from './icon-button.tsx'
import { TooltipLayer } from './tooltip-layer.tsx'
import { Tooltip } from './tooltip.tsx'

describe('a tooltip', () => {
  it('appears on hover and on focus, and hides on Escape without closing what it is in', async () => {
    const user = userEvent.setup()
    const { container } = await renderControl(
      <>
        <Tooltip text="Also Ctrl+Enter">
          {(props) => (
            <button type="button" {...props}>
              Save
            </button>
          )}
        </Tooltip>
        <TooltipLayer />
      </>,
    )
    const pressed: string[] = []
    container.addEventListener('keydown', ({ key }) => pressed.push(key))
    const button = screen.getByRole('button', { description: 'Also Ctrl+Enter' })
    expect(screen.queryByRole('tooltip')).toBeNull()
    await user.hover(button)
    expect(screen.getByRole('tooltip').textContent).toBe('Also Ctrl+Enter')
    await user.unhover(button)
    expect(screen.queryByRole('tooltip')).toBeNull()
    await user.tab()
    expect(screen.getByRole('tooltip')).toBeDefined()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('tooltip')).toBeNull()
    expect(document.activeElement).toBe(button)
    expect(pressed).toEqual([])
    await user.keyboard('{Escape}')
    expect(pressed).toEqual(['Escape'])
  })

  it('shows the name of an icon button, and closes with what the button is in', async () => {
    const user = userEvent.setup()
    const { container } = await renderControl(
      <>
        <IconButton label="Remove phone" icon="×" />
        <TooltipLayer />
      </>,
    )
    const pressed: string[] = []
    container.addEventListener('keydown', ({ key }) => pressed.push(key))
    const button = screen.getByRole('button', { name: 'Remove phone', description: '' })
    await user.hover(button)
    expect(screen.getByRole('tooltip').textContent).toBe('Remove phone')
    await user.click(button)
    expect(screen.queryByRole('tooltip')).toBeNull()
    await user.keyboard('{Shift>}{Tab}{/Shift}{Tab}')
    expect(document.activeElement).toBe(button)
    expect(screen.getByRole('tooltip').textContent).toBe('Remove phone')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('tooltip')).toBeNull()
    expect(pressed).toContain('Escape')
  })

  it('is not shown by the focus that a click or a script gives', async () => {
    const user = userEvent.setup()
    await renderControl(
      <>
        <button type="button">Open</button>
        <IconButton label="Close" icon="×" />
        <TooltipLayer />
      </>,
    )
    await user.click(screen.getByRole('button', { name: 'Open' }))
    screen.getByRole('button', { name: 'Close' }).focus()
    expect(screen.queryByRole('tooltip')).toBeNull()
  })

  it.each([
    ['cut off', 'Anna Petrova', 300, 'Anna Petrova'],
    ['seen as a whole', 'Anna Petrova', 100, undefined],
    ['other than what is seen', 'Nov 20, 2026, 2:30 PM', 100, 'Nov 20, 2026, 2:30 PM'],
  ])('shows the whole text of a cell if it is %s', async (_how, tip, width, shown) => {
    const user = userEvent.setup()
    await renderControl(
      <>
        <span data-tip={tip}>Anna Petrova</span>
        <TooltipLayer />
      </>,
    )
    const cell = screen.getByText('Anna Petrova')
    Object.defineProperty(cell, 'clientWidth', { value: 100 })
    Object.defineProperty(cell, 'scrollWidth', { value: width })
    await user.hover(cell)
    expect(screen.queryByRole('tooltip')?.textContent).toBe(shown)
  })

  it.each([
    ['cut off by its control', 300, 'Tags is any of vip, press'],
    ['seen as a whole', 100, undefined],
  ])('repeats a text only if it is not seen as a whole: %s', async (_how, width, shown) => {
    const user = userEvent.setup()
    await renderControl(
      <>
        <button type="button" data-tip="Tags is any of vip, press">
          <span>Tags is any of vip, press</span>
        </button>
        <TooltipLayer />
      </>,
    )
    const button = screen.getByRole('button')
    Object.defineProperty(button, 'clientWidth', { value: 100 })
    Object.defineProperty(button, 'scrollWidth', { value: width })
    const text = screen.getByText('Tags is any of vip, press')
    text.getBoundingClientRect = () => new DOMRect(0, 0, width, 20)
    await user.hover(button)
    expect(screen.queryByRole('tooltip')?.textContent).toBe(shown)
  })
})
