import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { Tooltip } from './tooltip.tsx'

describe('a tooltip', () => {
  it('appears on hover and on focus, and hides on Escape without closing what it is in', async () => {
    const user = userEvent.setup()
    const { container } = await renderControl(
      <Tooltip text="Also Ctrl+Enter">
        {(props) => (
          <button type="button" {...props}>
            Save
          </button>
        )}
      </Tooltip>,
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
})
