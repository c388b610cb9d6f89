import { fireEvent, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { commandKeys, pressCommandKey, useCommands, type CommandId } from './commands.ts'

const ids = Object.keys(commandKeys) as CommandId[]
const pairs = ids.flatMap((id) => commandKeys[id].map((key: string) => [key, id] as const))

/** The same key on a Russian keyboard: what it types there. */
const russian: Record<string, [key: string, code: string]> = {
  arrowdown: ['ArrowDown', 'ArrowDown'],
  j: ['о', 'KeyJ'],
  '/': ['.', 'Slash'],
  '?': [',', 'Slash'],
  '[': ['х', 'BracketLeft'],
  ']': ['ъ', 'BracketRight'],
  n: ['т', 'KeyN'],
  p: ['з', 'KeyP'],
  f: ['а', 'KeyF'],
  c: ['с', 'KeyC'],
  v: ['м', 'KeyV'],
  a: ['ф', 'KeyA'],
  e: ['у', 'KeyE'],
  'Mod+k': ['л', 'KeyK'],
}

/** The commands that a key runs. */
function runBy(init: KeyboardEventInit, target: Element = document.body, areLettersOn = true) {
  const run: CommandId[] = []
  const { unmount } = renderHook(() =>
    useCommands(ids.map((id) => ({ id, run: () => run.push(id) }))),
  )
  const press = (event: KeyboardEvent) => void pressCommandKey(event, () => areLettersOn)
  document.addEventListener('keydown', press)
  fireEvent.keyDown(target, init)
  document.removeEventListener('keydown', press)
  unmount()
  return run
}

it.each(pairs)('%s runs %s on a Latin and on a Russian layout', (key, id) => {
  const ctrlKey = key.startsWith('Mod+')
  expect(runBy({ key: key.replace('Mod+', ''), ctrlKey })).toEqual([id])
  const [typed = '', code = ''] = russian[key] ?? []
  expect(runBy({ key: typed, code, ctrlKey, shiftKey: key === '?' })).toEqual([id])
})

it.each([
  ['with Alt', { key: 'e', altKey: true }],
  ['with Ctrl', { key: 'e', ctrlKey: true }],
  ['with Shift', { key: 'N', shiftKey: true }],
  ['while it is held down', { key: 'n', repeat: true }],
])('a letter runs nothing %s', (_when, init) => {
  expect(runBy(init)).toEqual([])
})

it('letters can be turned off, Ctrl K cannot', () => {
  expect(runBy({ key: 'n' }, document.body, false)).toEqual([])
  expect(runBy({ key: 'k', ctrlKey: true }, document.body, false)).toEqual(['palette'])
})

it('a letter belongs to the control it is typed into', () => {
  for (const [name, attribute, value] of [
    ['input', 'type', 'search'],
    ['textarea', 'rows', '3'],
    ['button', 'role', 'combobox'],
    ['div', 'role', 'listbox'],
    ['div', 'role', 'grid'],
  ] as const) {
    const control = document.body.appendChild(document.createElement(name))
    control.setAttribute(attribute, value)
    expect(runBy({ key: 'n' }, control)).toEqual([])
    expect(runBy({ key: 'k', metaKey: true }, control)).toEqual(['palette'])
    control.remove()
  }
})

it.each([
  ['Caps Lock', { key: 'N', code: 'KeyN' }],
  ['a Greek layout', { key: 'ν', code: 'KeyN' }],
  ['a Hebrew layout', { key: 'מ', code: 'KeyN' }],
  ['Dvorak, where it is elsewhere', { key: 'n', code: 'KeyL' }],
])('a letter is known with %s', (_what, init) => {
  expect(runBy(init)).toEqual(['nextPage'])
})

it.each([
  ['<input type="radio">', []],
  ['<button role="tab">', []],
  ['<aside><button></aside>', []],
  ['<button>', ['rows']],
])('↓ on %s', (html, expected) => {
  const box = document.body.appendChild(document.createElement('div'))
  box.innerHTML = html
  const target = box.querySelector('button') ?? box.firstElementChild ?? box
  expect(runBy({ key: 'ArrowDown', code: 'ArrowDown' }, target)).toEqual(expected)
  box.remove()
})
