import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { Tabs } from './tabs.tsx'

describe('tabs', () => {
  it('are one tab stop, selected by arrow keys, Home and End', async () => {
    const selected: string[] = []
    await renderControl(
      <Tabs
        label="Parts"
        tabs={['a', 'b', 'c'].map((id) => ({ id, text: id }))}
        selected="a"
        onSelect={(id) => selected.push(id)}
      >
        Content
      </Tabs>,
    )
    const user = userEvent.setup()
    await user.tab()
    await user.keyboard('{ArrowRight}{End}{ArrowRight}{ArrowLeft}{Home}')
    expect(selected).toEqual(['b', 'c', 'a', 'c', 'a'])
    await user.tab()
    expect(document.activeElement).toBe(document.body)
  })
})
