import { expect, it } from 'vitest'
import { remembered } from './remembered.ts'

it('has the results of the function, and asks it once for a text that occurs again', () => {
  const asked: string[] = []
  const lengthOf = remembered((text) => {
    asked.push(text)
    return text === '' ? null : text.length
  })
  expect(['ab', '', 'ab', '', 'abc'].map(lengthOf)).toEqual([2, null, 2, null, 3])
  expect(asked).toEqual(['ab', '', 'abc'])
})

it('keeps no more than some of them', () => {
  let count = 0
  const next = remembered(() => (count += 1))
  const texts = Array.from({ length: 5000 }, (_, index) => String(index))
  for (const text of texts) next(text)
  expect(next(texts[0] ?? '')).toBe(5001)
})
