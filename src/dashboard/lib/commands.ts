import { useEffect } from 'react'

/**
 * All commands with shortcuts, with their keys on a Latin keyboard. The keyboard, the palette and
 * the list of shortcuts use this list.
 */
export const commandKeys = {
  palette: ['Mod+k'],
  sheet: ['?'],
  search: ['/'],
  rows: ['arrowdown', 'j'],
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
  if (isLetter && (isTaken(event.target, key) || !areLettersOn())) return false
  if (document.querySelector('dialog[open]')) return false
  const command = currentCommands().find(({ id }) =>
    commandKeys[id].some((item: string) => item === key),
  )
  if (!command?.isOff) command?.run()
  return command !== undefined
}

/** Keys of signs by their position. */
const signs: Record<string, string> = { BracketLeft: '[', BracketRight: ']', Slash: '/' }

/**
 * What a key types on a Latin layout, whatever the layout and Caps Lock are: on layouts without Latin
 * letters it is known by its position.
 */
export const latinKey = ({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string =>
  /^[^\0-\x7f]$/.test(key)
    ? (signs[code] ?? code.replace('Key', '')).toLowerCase()
    : key.toLowerCase()

/** The key of a command; empty if none has such a key. */
function keyOf(event: KeyboardEvent): string {
  const { code, ctrlKey, metaKey, altKey, shiftKey } = event
  let key = latinKey(event)
  if (altKey || (shiftKey && /^[a-z]/.test(key))) return ''
  // Russian layouts type a full stop and a comma there.
  if (code === 'Slash' && /[/.,]/.test(key)) key = shiftKey ? '?' : '/'
  return (ctrlKey || metaKey ? 'Mod+' : '') + key
}

/** Whether a key without Ctrl or Cmd means what it does on the page, and nothing to a control. */
export const isPageKey = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !(ctrlKey || metaKey || altKey || isTaken(target) || document.querySelector('dialog[open]'))

/** Controls that letters belong to. */
const typed =
  'textarea, [role=combobox], [role=listbox], [role=grid], [contenteditable], [role=dialog], [role=menu], input:not([type=checkbox], [type=radio], [type=button])'

/** What ↓ moves in, or scrolls. */
const moved = '[role=complementary], aside, [role=radio], [role=tab], [type=radio]'

const isTaken = (target: EventTarget | null, key?: string): boolean =>
  target instanceof Element &&
  target.closest(key === 'arrowdown' ? `${typed}, ${moved}` : typed) !== null
