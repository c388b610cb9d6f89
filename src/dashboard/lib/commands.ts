import { useEffect } from 'react'

/**
 * Everything that has a key, with its keys as a Latin keyboard says them. The one list that the
 * keyboard obeys, the palette offers and the sheet shows.
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
  selectPage: ['a'],
  export: ['e'],
} as const satisfies Record<string, readonly string[]>
export type CommandId = keyof typeof commandKeys

/** A deed that can be done here; `isOff` while there is nothing to do it with. */
export type Command = { id: CommandId; run: () => void; isOff?: boolean }

const registered = new Set<Command[]>()

/** Offers deeds as long as the component is there. */
export function useCommands(commands: Command[]): void {
  useEffect(() => {
    registered.add(commands)
    return () => void registered.delete(commands)
  })
}

export const currentCommands = (): Command[] => [...registered].flat()

/** For a key of its own; false where it means nothing here, or belongs to what has the focus. */
export function pressCommandKey(event: KeyboardEvent, areLettersOn: () => boolean): boolean {
  const key = keyOf(event)
  if (!key || event.defaultPrevented || event.repeat || event.isComposing) return false
  const isLetter = !key.startsWith('Mod')
  if (isLetter && (isTaken(event.target) || !areLettersOn())) return false
  if (document.querySelector('dialog[open]')) return false
  const command = currentCommands().find(({ id }) =>
    commandKeys[id].some((item: string) => item === key),
  )
  if (!command?.isOff) command?.run()
  return command !== undefined
}

/** What a key says on a Latin keyboard, whatever the layout: people learn a key by its place. */
function keyOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  if (altKey) return ''
  let character = shiftKey ? key : key.toLowerCase() // Caps Lock changes nothing
  if (/^\p{Script=Cyrillic}$/u.test(character))
    character =
      { BracketLeft: '[', BracketRight: ']' }[code] ?? code.replace('Key', '').toLowerCase()
  if (code === 'Slash') character = { '.': '/', ',': '?' }[character] ?? character
  return (ctrlKey || metaKey ? 'Mod+' : '') + character
}

const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest(
    'textarea, select, [contenteditable], [role=dialog], [role=menu], input:not([type=checkbox], [type=radio], [type=button])',
  ) !== null
