import { describe, expect, it } from 'vitest'
import { otherLayout, otherScript } from './search-variants.ts'

describe('the other keyboard layout', () => {
  it.each([
    ['bdfyjd', 'иванов'],
    ['Gtnhjd', 'петров'],
    ['фвф', 'ada'],
    ['.kbz', 'юлия'],
    ['2026', null],
  ])('turns %o into %o', (typed, text) => {
    expect(otherLayout(typed)).toBe(text)
  })
})

describe('the other script', () => {
  it.each([
    ['Ivanov', 'иванов'],
    ['Shcherbakov', 'щербаков'],
    ['Dmitry', 'дмитрий'],
    ['Zhanna', 'жанна'],
    ['Щукин', 'shchukin'],
    ['Юлия', 'iuliia'],
    ['+7 916', null],
  ])('turns %o into %o', (typed, text) => {
    expect(otherScript(typed)).toBe(text)
  })
})
