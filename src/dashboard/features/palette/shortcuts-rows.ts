/** The keys of a focused row in the list; a test presses each of them. */
export const rowKeys = [
  { name: 'nextRow', keys: ['↑', '↓', 'k', 'j'] },
  { name: 'ends', keys: ['Home', 'End'] },
  { name: 'tenRows', keys: ['PageUp', 'PageDown'] },
  { name: 'select', keys: ['x'] },
  { name: 'extend', keys: ['Shift+↑', 'Shift+↓'] },
  { name: 'panel', keys: ['Space'] },
  { name: 'open', keys: ['Enter'] },
  { name: 'closePanel', keys: ['Esc'] },
  { name: 'edit', keys: ['e'] },
  { name: 'responsible', keys: ['a'] },
  { name: 'tags', keys: ['t'] },
  { name: 'menu', keys: ['m'] },
  { name: 'cells', keys: ['F2', '→'] },
] as const

/** The keys of a cell, where the list can be edited. */
export const cellKeys = [
  { name: 'move', keys: ['↑', '↓', '←', '→'] },
  { name: 'editCell', keys: ['Enter'] },
  { name: 'nextCell', keys: ['Tab'] },
  { name: 'block', keys: ['Shift+↑', 'Shift+↓'] },
  { name: 'clear', keys: ['Delete'] },
  { name: 'follow', keys: ['Ctrl+Enter'] },
  { name: 'undo', keys: ['Ctrl+Z'] },
  { name: 'leave', keys: ['Esc'] },
] as const

/** Two keys one after another that lead to a page of the source. */
export const goKeys = [
  { name: 'contacts', keys: ['G L'] },
  { name: 'chats', keys: ['G C'] },
  { name: 'jobs', keys: ['G J'] },
  { name: 'overview', keys: ['G O'] },
] as const
