import { describe, expect, it } from 'vitest'
import { findByLetters, findOptions } from './options-search.ts'
import { nextPosition } from './options-keys.ts'

const named = (...names: string[]) => names.map((text) => ({ value: text, text }))
const textsOf = (options: { text: string }[]) => options.map(({ text }) => text)

describe('searching options', () => {
  const people = named('Анна Орлова', 'Семён Орлов', 'Орлан Ким', 'Мария Заорлова')

  it.each([
    ['', ['Анна Орлова', 'Семён Орлов', 'Орлан Ким', 'Мария Заорлова']],
    ['орл', ['Орлан Ким', 'Анна Орлова', 'Семён Орлов', 'Мария Заорлова']],
    ['  ОРЛОВ  сем ', ['Семён Орлов']],
    ['семен', ['Семён Орлов']],
    ['xyz', []],
  ])('“%s” finds the start of the text first, then of a word', (text, found) => {
    expect(textsOf(findOptions(people, text))).toEqual(found)
  })

  it('keeps the order of groups', () => {
    const options = [
      { value: '1', text: 'Own city', group: 'Main' },
      { value: '2', text: 'City', group: 'Fields' },
    ]
    expect(textsOf(findOptions(options, 'city'))).toEqual(['Own city', 'City'])
  })
})

describe('letters', () => {
  const options = named('Бизнес', 'Базовый', 'Старт', 'Ёлка')

  it.each([
    ['б', 0, 1],
    ['б', 1, 0],
    ['бб', 1, 0],
    ['ба', 0, 1],
    ['с', 0, 2],
    ['е', 0, 3],
    ['я', 0, undefined],
  ])('%s at position %i goes to %s', (letters, from, to) => {
    expect(findByLetters(options, letters, from)).toBe(to)
  })
})

describe('keys', () => {
  const key = (name: string, more = {}) => ({ key: name, altKey: false, ctrlKey: false, ...more })

  it.each([
    [key('ArrowDown'), 0, false, 1],
    [key('ArrowDown'), 19, false, 19],
    [key('ArrowUp'), 0, false, 0],
    [key('PageDown'), 5, false, 15],
    [key('PageUp'), 5, false, 0],
    [key('Home'), 5, false, 0],
    [key('End'), 5, false, 19],
    [key('End'), 5, true, undefined],
    [key('End', { ctrlKey: true }), 5, true, 19],
    [key('ArrowUp', { altKey: true }), 5, false, undefined],
    [key('a'), 5, false, undefined],
  ])('%o at position %i, with a text: %s, goes to %s', (event, from, hasText, to) => {
    expect(nextPosition(event, from, 20, hasText)).toBe(to)
  })
})
