import { act, render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { initialsOf } from './avatar.tsx'
import { ChipList } from './chip-list.tsx'

/** jsdom has no layout: 10 px per letter, in a box of this width; returns how to resize it. */
function layOut(width: number) {
  const box = { width }
  const observers: (() => void)[] = []
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockImplementation(() => box.width)
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return new DOMRect(0, 0, (this.textContent?.length ?? 0) * 10, 20)
  })
  vi.stubGlobal(
    'DOMRect',
    class {
      width: number
      constructor(_x: number, _y: number, width: number) {
        this.width = width
      }
    },
  )
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(changed: () => void) {
        observers.push(changed)
      }
      observe() {}
      disconnect() {}
    },
  )
  return (next: number) => {
    box.width = next
    act(() => observers.forEach((changed) => changed()))
  }
}

const names = ['aaaaa', 'bbbbb', 'ccccc'] // 50 px each, gaps of 4
const visible = () => names.filter((name) => !screen.getByText(name).closest('[data-hidden]'))

describe('a list of chips', () => {
  it.each<[number, number, string[]]>([
    [158, 3, []],
    [157, 2, ['+1']],
    [132, 2, ['+1']],
    [131, 1, ['+2']],
    [77, 0, ['+3']],
  ])('in %d px shows %d whole chips', (width, count, rest) => {
    layOut(width)
    render(<ChipList names={names} more={(hidden) => `and ${hidden.join(', ')}`} />)
    expect(visible()).toEqual(names.slice(0, count))
    const texts = (pattern: RegExp) =>
      screen.queryAllByText(pattern).map(({ textContent }) => textContent)
    expect(texts(/^\+/)).toEqual(rest)
    expect(texts(/^and /)).toEqual(rest.map(() => `and ${names.slice(count).join(', ')}`))
  })

  it('follows the width of its column', () => {
    const resize = layOut(100)
    render(<ChipList names={names} more={() => ''} />)
    expect(visible()).toEqual(['aaaaa'])
    resize(500)
    expect(visible()).toEqual(names)
  })
})

it.each([
  ['Вера Ковалёва', 'ВК'],
  ['Ольга Петровна Ким', 'ОК'],
  ['cher', 'C'],
  ['  ', ''],
  ['𐐀 smith', '𐐀S'],
])('the initials of "%s" are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
