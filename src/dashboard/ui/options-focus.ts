import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react'
import { flushSync } from 'react-dom'

/**
 * The search box or the list takes the focus; the control gets it back. A list that was loaded after
 * the user went on to another control closes.
 */
export function useFocusInside(
  panel: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  isListFirst: boolean,
  onClose: () => void,
): void {
  const isList = useRef(isListFirst)
  const close = useEffectEvent(onClose)
  useLayoutEffect(() => {
    const shown = panel.current
    const control = anchor.current
    const list = shown?.querySelector<HTMLElement>('[role=listbox]')
    const box = shown?.querySelector<HTMLElement>('input')
    const focused = document.activeElement
    if (focused && control && !control.contains(focused) && !focused.contains(control)) {
      close()
      return
    }
    const first = isList.current ? list : (box ?? list)
    first?.focus({ preventScroll: true })
    return () => {
      if (shown?.contains(document.activeElement)) control?.focus({ preventScroll: true })
    }
  }, [panel, anchor])
}

/** Closes when something outside is pressed or takes the focus. */
export function useOutside(
  panel: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  onLeave: (event: Event) => void,
): void {
  const close = useEffectEvent(onLeave)
  useEffect(() => {
    const shown = panel.current
    const isOutside = (target: EventTarget | null) =>
      target instanceof Node && !shown?.contains(target) && !anchor.current?.contains(target)
    const leave = (event: Event) => {
      if (isOutside(event.target)) close(event)
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
    }
  }, [panel, anchor])
}

const pressEnds = ['click', 'auxclick', 'contextmenu', 'pointercancel', 'keydown'] as const

/**
 * Runs what may move the page only once a press has found its target, but before that is told: a
 * button would otherwise move away from below the pointer.
 */
export function runAfterPress(run: () => void): void {
  const finish = () => {
    for (const type of pressEnds) window.removeEventListener(type, finish, true)
    flushSync(run)
  }
  for (const type of pressEnds) window.addEventListener(type, finish, true)
}
