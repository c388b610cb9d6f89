import { expect, it } from 'vitest'
import { nearWords } from './near-words.ts'

const words = new Map([
  ['иванов', 9],
  ['иванова', 7],
  ['иваново', 1],
  ['петров', 5],
  ['анна', 8],
  ['алла', 2],
])

it.each([
  ['ивонов', ['иванов', 'иваново', 'иванова']],
  ['иванво', ['иванов', 'иваново', 'иванова']], // swapped letters are one edit
  ['вианов', ['иванов', 'иванова', 'иваново']],
  ['перов', ['петров']],
  ['аннна', ['анна']],
  ['ана', ['анна']],
  ['ан', []],
  ['zzzzzz', []],
])('finds words near %o, the nearest and most frequent first', (word, near) => {
  expect(nearWords(word, words, 3).toSorted()).toEqual(near.toSorted())
  expect(nearWords(word, words, 1)).toEqual(near.slice(0, 1))
})
