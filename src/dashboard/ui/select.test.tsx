import { act, screen } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { Modal } from './modal.tsx'
import { Select } from './select.tsx'

const few = ['Comma', 'Semicolon', 'Tab'].map((text) => ({ value: text.toLowerCase(), text }))
const many = Array.from({ length: 30 }, (_, index) => ({
  value: String(index + 1),
  text: `Person ${index + 1}`,
}))

function Example(props: { options: { value: string; text: string }[]; onChange: () => void }) {
  const [value, setValue] = useState(props.options[1]?.value ?? '')
  return (
    <>
      <Select
        label="Separator"
        value={value}
        options={props.options}
        onChange={(next) => {
          props.onChange()
          setValue(next)
        }}
      />
      <button type="button">After</button>
    </>
  )
}

async function shown(options = few) {
  const onChange = vi.fn<() => void>()
  const { user } = await renderControl(<Example options={options} onChange={onChange} />)
  return { user, onChange, box: screen.getByRole('combobox') }
}

const list = () => screen.findByRole('listbox', { name: 'Separator' })
const activeText = () => {
  const id = document.activeElement?.getAttribute('aria-activedescendant') ?? ''
  return document.getElementById(id)?.textContent
}

describe('a select', () => {
  it('shows its options with the selected one marked, and selects by a click', async () => {
    const { user, box } = await shown()
    expect(box.textContent).toBe('Semicolon')
    await user.click(box)
    await list()
    expect(box.getAttribute('aria-expanded')).toBe('true')
    expect(screen.getByRole('option', { selected: true }).textContent).toBe('Semicolon')
    await user.click(screen.getByRole('option', { name: 'Tab' }))
    expect(box.textContent).toBe('Tab')
    expect(screen.queryByRole('listbox')).toBeNull()
    expect(document.activeElement).toBe(box)
  })

  it('is operated by arrows, Home, End and Enter', async () => {
    const { user, box } = await shown()
    box.focus()
    await user.keyboard('{ArrowDown}')
    await list()
    expect(activeText()).toBe('Semicolon')
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(activeText()).toBe('Tab')
    await user.keyboard('{Home}')
    expect(activeText()).toBe('Comma')
    await user.keyboard('{Enter}')
    expect(box.textContent).toBe('Comma')
    expect(document.activeElement).toBe(box)
  })

  it('closes on Escape without a change, also inside a dialog that remains open', async () => {
    const close = vi.fn<() => void>()
    const onChange = vi.fn<() => void>()
    const { user } = await renderControl(
      <Modal title="Export" closeLabel="Close" onClose={close}>
        <Example options={few} onChange={onChange} />
      </Modal>,
    )
    await user.click(screen.getByRole('combobox'))
    await list()
    await user.keyboard('{ArrowDown}{Escape}')
    expect(screen.queryByRole('listbox')).toBeNull()
    expect(onChange).not.toHaveBeenCalled()
    expect(close).not.toHaveBeenCalled()
  })

  it('finds an option by letters, even those typed before the list is there', async () => {
    const { user, box } = await shown()
    box.focus()
    await user.keyboard('t')
    await list()
    expect(activeText()).toBe('Tab')
    await user.keyboard('{Enter}')
    expect(box.textContent).toBe('Tab')
  })

  it('selects by Tab only what was moved to, and Tab goes on', async () => {
    const { user, box, onChange } = await shown()
    await user.click(box)
    await list()
    await user.keyboard('{Tab}')
    expect(onChange).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'After' }))
    await user.click(box)
    await list()
    await user.keyboard('{ArrowUp}{Tab}')
    expect(box.textContent).toBe('Comma')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'After' }))
  })

  it('closes when something else is pressed, or its own button again', async () => {
    const { user, box } = await shown()
    await user.click(box)
    await list()
    await user.click(box)
    expect(screen.queryByRole('listbox')).toBeNull()
    await user.click(box)
    await list()
    await user.click(screen.getByRole('button', { name: 'After' }))
    expect(screen.queryByRole('listbox')).toBeNull()
  })

  it('has a search if there are many options', async () => {
    const { user, box } = await shown(many)
    expect(box.getAttribute('aria-haspopup')).toBe('dialog')
    await user.click(box)
    const search = await screen.findByRole('combobox', { name: 'Search' })
    expect(document.activeElement).toBe(search)
    expect(activeText()).toBe('Person 2')
    await user.keyboard('30')
    expect(screen.getAllByRole('option').map((item) => item.textContent)).toEqual(['Person 30'])
    await user.keyboard('{Enter}')
    expect(box.textContent).toBe('Person 30')
  })
})

it('Tab selects nothing after the active option was removed', async () => {
  const onChange = vi.fn<() => void>()
  function Changing() {
    const [options, setOptions] = useState(few)
    useEffect(() => {
      const remove = () => setOptions(few.slice(0, 2))
      window.addEventListener('removed', remove)
      return () => window.removeEventListener('removed', remove)
    }, [])
    return <Select label="Separator" value="semicolon" options={options} onChange={onChange} />
  }
  const { user } = await renderControl(<Changing />)
  await user.click(screen.getByRole('combobox'))
  await list()
  await user.keyboard('{ArrowDown}')
  expect(activeText()).toBe('Tab')
  act(() => void window.dispatchEvent(new Event('removed')))
  expect(screen.getAllByRole('option')).toHaveLength(2)
  await user.tab()
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(onChange).not.toHaveBeenCalled()
})
