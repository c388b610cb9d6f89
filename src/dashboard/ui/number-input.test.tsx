import { screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { Checkbox } from './checkbox.tsx'
import { clamp, NumberInput } from './number-input.tsx'

function Example({ limits }: { limits?: { min: number; max: number } }) {
  const [text, setText] = useState('')
  return (
    <NumberInput
      aria-label="Number"
      className=""
      text={text}
      onText={setText}
      {...(limits && { limits })}
    />
  )
}

it.each(['12,50', '12.50', '4276380012345678901', '-0,10'])(
  'a number keeps the text %s as it is typed',
  async (text) => {
    const { user } = await renderControl(<Example />)
    const box = screen.getByRole('textbox', { name: 'Number' })
    await user.type(box, text)
    await user.keyboard('{ArrowUp}')
    expect(box).toHaveProperty('value', text)
    expect(box).toHaveProperty('type', 'text')
  },
)

it('a count is changed by arrow keys within its limits', async () => {
  const { user } = await renderControl(<Example limits={{ min: 1, max: 12 }} />)
  const box = screen.getByRole('spinbutton', { name: 'Number' })
  await user.type(box, '10')
  await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}')
  expect(box).toHaveProperty('value', '12')
  await user.keyboard('{ArrowDown}')
  expect(box).toHaveProperty('value', '11')
  await user.keyboard('{PageDown}{ArrowDown}')
  expect(box).toHaveProperty('value', '1')
})

it.each([
  ['', 1],
  ['-4', 1],
  ['2.9', 2],
  ['900', 12],
  ['many', 1],
])('the count “%s” is %i within 1 and 12', (text, count) => {
  expect(clamp(Number(text), { min: 1, max: 12 })).toBe(count)
})

it.each([
  { isMixed: true, checked: false },
  { isMixed: false, checked: true },
])('a checkbox shows whether some of what it stands for is selected', async (state) => {
  await renderControl(<Checkbox checked={state.checked} isMixed={state.isMixed} readOnly />)
  const box = screen.getByRole('checkbox')
  expect(box).toMatchObject({ indeterminate: state.isMixed, checked: state.checked })
})
