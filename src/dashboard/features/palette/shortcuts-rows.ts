/** The keys of a focused row in the list; a test presses each of them. */
export const rowKeys = [
  { name: 'nextRow', keys: ['↑', '↓'] },
  { name: 'cells', keys: ['←', '→'] },
  { name: 'ends', keys: ['Home', 'End'] },
  { name: 'tenRows', keys: ['PageUp', 'PageDown'] },
  { name: 'select', keys: ['x'] },
  { name: 'extend', keys: ['Shift+↑', 'Shift+↓'] },
  { name: 'panel', keys: ['Space'] },
  { name: 'open', keys: ['Enter'] },
  { name: 'closePanel', keys: ['Esc'] },
] as const
