import { screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { Modal } from './modal.tsx'
import { SelectBox } from './select.tsx'

const loading = vi.hoisted(() => Promise.withResolvers<void>())

vi.mock(import('./options-panel.tsx'), async (load) => {
  await loading.promise
  return load()
})

const options = ['Ada', 'Ada Lovelace', 'Grace'].map((text) => ({ value: text, text }))
const box = (name: string) => screen.getByRole('combobox', { name })

it('a list that is closed or left while it is being loaded does not take the focus', async () => {
  const [onChange, onClose] = [vi.fn<() => void>(), vi.fn<() => void>()]
  const one = { value: 'Grace', options, onChange }
  const { user } = await renderControl(
    <Modal title="Edit" closeLabel="Close" onClose={onClose}>
      <SelectBox {...one} label="Closed" />
      <SelectBox {...one} label="Left" />
      <SelectBox {...one} label="Passed" />
      <input aria-label="Other" />
    </Modal>,
  )
  box('Closed').focus()
  await user.keyboard('{ArrowDown}{Escape}')
  expect(box('Closed').getAttribute('aria-expanded')).toBe('false')
  await user.tab()
  await user.keyboard('{ArrowDown}')
  await user.tab()
  expect(document.activeElement).toBe(box('Passed'))
  await user.keyboard('{ArrowDown}')
  screen.getByRole('textbox', { name: 'Other' }).focus() // such as by a shortcut
  expect(box('Passed').getAttribute('aria-expanded')).toBe('true')

  loading.resolve()
  await waitFor(() => expect(box('Passed').getAttribute('aria-expanded')).toBe('false'))
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Other' }))
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(onClose).not.toHaveBeenCalled()
  expect(onChange).not.toHaveBeenCalled()
})
