/** What a row of the list that has the focus answers to; a test presses every one of them. */
export const rowKeys = [
  { name: 'walk', keys: ['↑', '↓'] },
  { name: 'cells', keys: ['←', '→'] },
  { name: 'ends', keys: ['Home', 'End'] },
  { name: 'leap', keys: ['PageUp', 'PageDown'] },
  { name: 'choose', keys: ['x'] },
  { name: 'stride', keys: ['Shift+↑', 'Shift+↓'] },
  { name: 'side', keys: ['Space'] },
  { name: 'open', keys: ['Enter'] },
  { name: 'closeSide', keys: ['Esc'] },
] as const
