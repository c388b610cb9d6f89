const page = 10 // options that Page Up and Page Down skip

/**
 * The position that a key moves to. In a text, Home and End belong to the caret; with Ctrl they
 * belong to the list.
 */
export function nextPosition(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey'>,
  current: number,
  count: number,
  hasText: boolean,
): number | undefined {
  const { key, altKey, ctrlKey } = event
  if (count === 0 || altKey) return undefined
  if ((key === 'Home' || key === 'End') && hasText && !ctrlKey) return undefined
  const last = count - 1
  const wanted = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: last,
  }[key]
  return wanted === undefined ? undefined : Math.max(0, Math.min(wanted, last))
}
