import { useEffect, useEffectEvent } from 'react'

type Handlers = {
  onKey: (event: KeyboardEvent) => void
  onCopy: (event: ClipboardEvent) => void
  onPaste: (event: ClipboardEvent) => void
  onDoubleClick: (event: MouseEvent) => void
  onPoint: (event: PointerEvent) => void
  onFocus: (event: FocusEvent) => void
}

/**
 * Events of the whole page, so that the list itself does not know of cells. Keys come before those of
 * rows and of the page.
 */
export function useCellEvents(handlers: Handlers): void {
  const press = useEffectEvent(handlers.onKey)
  const copy = useEffectEvent(handlers.onCopy)
  const paste = useEffectEvent(handlers.onPaste)
  const doubleClick = useEffectEvent(handlers.onDoubleClick)
  const point = useEffectEvent(handlers.onPoint)
  const focus = useEffectEvent(handlers.onFocus)
  useEffect(() => {
    const control = new AbortController()
    const { signal } = control
    const options = { capture: true, signal }
    document.addEventListener('keydown', (event) => press(event), options)
    document.addEventListener('copy', (event) => copy(event), options)
    document.addEventListener('paste', (event) => paste(event), options)
    document.addEventListener('dblclick', (event) => doubleClick(event), { signal })
    document.addEventListener('pointerover', (event) => point(event), { signal })
    document.addEventListener('focusin', (event) => focus(event), { signal })
    return () => control.abort()
  }, [])
}

/** Handles the event here and nowhere else. */
export function take(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

/** Whether keys of text belong to the element. */
export const isTextBox = (element: Element | null): boolean =>
  element?.closest(
    'textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])',
  ) != null
