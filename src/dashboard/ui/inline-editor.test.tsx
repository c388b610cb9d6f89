import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { InlineEditor } from './inline-editor.tsx'

function renderEditor() {
  const attempts: { text: string; finish: (problem?: string) => void }[] = []
  function Harness() {
    const [value, setValue] = useState('Manager')
    return (
      <InlineEditor
        label="Position"
        value={value}
        emptyText="Empty"
        editLabel="Edit position"
        savingText="Saving…"
        onSave={(text) =>
          new Promise((resolve) => {
            const finish = (problem?: string) => {
              if (problem === undefined) setValue(text)
              resolve(problem)
            }
            attempts.push({ text, finish })
          })
        }
      />
    )
  }
  render(<Harness />)
  return { user: userEvent.setup(), attempts }
}

const rest = (value: string) => screen.findByRole('button', { name: `Edit position: ${value}` })

it.each(['{Enter}', '{F2}'])('%s edits the value, and Escape returns to it', async (key) => {
  const { user, attempts } = renderEditor()
  await user.tab()
  await user.keyboard(key)
  const input = screen.getByRole('textbox', { name: 'Position' })
  expect(document.activeElement).toBe(input)
  await user.keyboard('Director{Escape}')
  const button = await rest('Manager')
  expect(document.activeElement).toBe(button)
  expect(attempts).toEqual([])
})

it('saves on Enter, shows that it does, and returns the focus', async () => {
  const { user, attempts } = renderEditor()
  await user.click(await rest('Manager'))
  await user.keyboard('Director{Enter}{Enter}')
  expect(attempts.map(({ text }) => text)).toEqual(['Director'])
  expect(screen.getByRole('status').textContent).toBe('Saving…')
  expect(screen.getByRole('textbox')).toHaveProperty('readOnly', true)
  attempts[0]?.finish()
  const button = await rest('Director')
  expect(document.activeElement).toBe(button)
})

it('keeps the text with the reason if it was not saved', async () => {
  const { user, attempts } = renderEditor()
  await user.click(await rest('Manager'))
  await user.keyboard('Director{Enter}')
  attempts[0]?.finish('Too long')
  const problem = await screen.findByRole('alert')
  const input = screen.getByRole<HTMLInputElement>('textbox')
  expect(problem.textContent).toBe('Too long')
  expect(input.value).toBe('Director')
  expect(input.getAttribute('aria-describedby')).toBe(problem.id)
  expect(input.getAttribute('aria-invalid')).toBe('true')
  await user.keyboard('{Escape}')
  expect(await rest('Manager')).toBeDefined()
})

it('sends nothing if the text is the same', async () => {
  const { user, attempts } = renderEditor()
  await user.click(await rest('Manager'))
  await user.keyboard('{Enter}')
  expect(await rest('Manager')).toBeDefined()
  expect(attempts).toEqual([])
})
