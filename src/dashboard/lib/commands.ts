import { useEffect } from 'react'

/**
 * All commands with shortcuts, with their keys on a Latin keyboard. The keyboard, the palette and
 * the list of shortcuts use this list.
 */
export const commandKeys = {
  palette: ['Mod+k'],
  sheet: ['?'],
  search: ['/'],
  addFilter: ['f'],
  clearFilters: [],
  views: ['v'],
  columns: ['c'],
  nextPage: ['n', ']'],
  previousPage: ['p', '['],
  selectPage: [],
  export: [],
  assign: [],
  tag: [],
  editSelected: [],
  normalisePhones: [],
  editByRow: [],
} as const satisfies Record<string, readonly string[]>
export type CommandId = keyof typeof commandKeys

/** A command of the current page; `isOff` if it is not applicable now. */
export type Command = {
  id: CommandId
  run: () => void
  isOff?: boolean
  /** What it applies to, in the user's language. */
  of?: string
}

const registered = new Set<Command[]>()

/** Registers commands while the component is mounted. */
export function useCommands(commands: Command[]): void {
  useEffect(() => {
    registered.add(commands)
    return () => void registered.delete(commands)
  })
}

export const currentCommands = (): Command[] => [...registered].flat()

/**
 * Runs the command of a key; returns false if the page has none, or the focused control handles the
 * key.
 */
export function pressCommandKey(event: KeyboardEvent, areLettersOn: () => boolean): boolean {
  const key = keyOf(event)
  if (!key || event.defaultPrevented || event.repeat) return false
  const isLetter = !key.startsWith('Mod')
  if (isLetter && (isTaken(event.target) || !areLettersOn())) return false
  if (document.querySelector('dialog[open]')) return false
  const command = currentCommands().find(({ id }) =>
    commandKeys[id].some((item: string) => item === key),
  )
  if (!command?.isOff) command?.run()
  return command !== undefined
}

/** The key on a Latin layout, whatever the current layout is: shortcuts are learned by position. */
function keyOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  if (altKey) return ''
  let character = shiftKey ? key : key.toLowerCase() // independent of Caps Lock
  if (/^\p{Script=Cyrillic}$/u.test(character))
    character =
      { BracketLeft: '[', BracketRight: ']' }[code] ?? code.replace('Key', '').toLowerCase()
  if (code === 'Slash') character = { '.': '/', ',': '?' }[character] ?? character
  return (ctrlKey || metaKey ? 'Mod+' : '') + character
}

const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest(
    'textarea, [role=combobox], [role=listbox], [contenteditable], [role=dialog], [role=menu], input:not([type=checkbox], [type=radio], [type=button])',
  ) !== null
