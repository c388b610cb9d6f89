import fc from 'fast-check'
import { expect, it } from 'vitest'
import { beginningsIn } from './search-terms.ts'

it('takes the beginnings of each word once', () => {
  expect(beginningsIn('иванов и.\n+7916 ada@example.com')).toEqual([
    'и',
    'ив',
    '7',
    '79',
    'a',
    'ad',
    'e',
    'ex',
    'c',
    'co',
  ])
})

it('takes the same beginnings of a text whether or not there are rare characters beside it', () => {
  const plain = fc.string({
    unit: fc.constantFrom(...Array.from('абя ёЁazAZ09 -+.@\n_(')),
    maxLength: 40,
  })
  fc.assert(
    fc.property(plain, (text) => {
      expect(beginningsIn(`${text} 漢`)).toEqual([...beginningsIn(text), '漢'])
    }),
  )
})
