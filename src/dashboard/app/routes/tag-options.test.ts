import { expect, it } from 'vitest'
import { tagOptions } from './tag-options.ts'

const tag = (name: string, id: number) => ({ id, name })

it.each([
  ['by name without counts', [tag('vip', 1), tag('опт', 2)], [], ['vip', 'опт']],
  [
    'the most frequent first, then by name',
    [tag('vip', 1), tag('cold', 2), tag('old', 3)],
    [{ value: 'old', count: 1200 }],
    ['old 1,200', 'cold', 'vip'],
  ],
  [
    'also those that only the copy has told',
    [tag('vip', 1)],
    [{ value: 'new', count: 2 }],
    ['new 2', 'vip'],
  ],
  // Two tags of an account may differ in case only: each is its own.
  ['both of a pair that differs in case', [tag('VIP', 1), tag('vip', 2)], [], ['vip', 'VIP']],
])('lists tags %s', (_case, tags, counted, expected) => {
  const texts = tagOptions(tags, counted, 'en').map(({ text, detail }) =>
    [text, detail].filter(Boolean).join(' '),
  )
  expect(texts).toEqual(expected)
})
