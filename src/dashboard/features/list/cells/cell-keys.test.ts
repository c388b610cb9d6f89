import { expect, it } from 'vitest'
import { cellAction, isUndoKey, type CellAction } from './cell-keys.ts'

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false }
const move = (rows: number, columns: number, isExtended = false) =>
  expect.objectContaining({ type: 'move', rows, columns, isExtended })

it.each<[string, Partial<KeyboardEvent>, CellAction | undefined]>([
  ['ArrowDown', {}, move(1, 0)],
  ['ArrowUp', { shiftKey: true }, move(-1, 0, true)],
  ['ArrowLeft', {}, move(0, -1)],
  ['ArrowRight', {}, move(0, 1)],
  ['PageDown', {}, move(10, 0)],
  ['Home', {}, move(0, -10_000)],
  ['Home', { ctrlKey: true }, move(-10_000, -10_000)],
  ['End', { metaKey: true, shiftKey: true }, move(10_000, 10_000, true)],
  ['Tab', {}, { type: 'step', by: 1 }],
  ['Tab', { shiftKey: true }, { type: 'step', by: -1 }],
  ['Enter', {}, { type: 'edit' }],
  ['F2', {}, { type: 'edit' }],
  [' ', {}, { type: 'edit' }],
  ['Enter', { ctrlKey: true }, { type: 'follow' }],
  ['Delete', {}, { type: 'clear' }],
  ['Backspace', {}, { type: 'clear' }],
  ['Escape', {}, { type: 'leave' }],
  ['x', {}, { type: 'type', text: 'x' }],
  ['Ж', { shiftKey: true }, { type: 'type', text: 'Ж' }],
  ['😀', {}, { type: 'type', text: '😀' }],
  ['c', { ctrlKey: true }, undefined],
  ['ArrowDown', { altKey: true }, undefined],
  ['F5', {}, undefined],
  ['Shift', { shiftKey: true }, undefined],
  // Composition is not interrupted.
  ['Process', {}, undefined],
  ['Dead', {}, undefined],
  ['a', { isComposing: true }, undefined],
])('%s with %j', (key, more, action) => {
  expect(cellAction({ ...none, ...more, key })).toEqual(action)
})

it.each<[string, string, Partial<KeyboardEvent>, boolean]>([
  ['z', 'KeyZ', { ctrlKey: true }, true],
  ['z', 'KeyZ', { metaKey: true }, true],
  ['Z', 'KeyZ', { ctrlKey: true }, true], // Caps Lock
  ['я', 'KeyZ', { ctrlKey: true }, true],
  ['z', 'Slash', { ctrlKey: true }, true], // Dvorak
  [';', 'KeyZ', { ctrlKey: true }, true],
  ['y', 'KeyZ', { ctrlKey: true }, false], // German: the key of Z is another one
  ['z', 'KeyZ', {}, false],
  ['Z', 'KeyZ', { ctrlKey: true, shiftKey: true }, false],
])('%s at %s with %j undoes: %s', (key, code, more, isUndo) => {
  expect(isUndoKey({ ...none, ...more, key, code })).toBe(isUndo)
})
