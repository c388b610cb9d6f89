import { useEffect, useEffectEvent, useLayoutEffect } from 'react'

const pause = 150 // milliseconds: rows that are only passed are not read
const secondClick = 300 // milliseconds, within which it is a double click, which edits a cell

const rowAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element
    ? target.closest<HTMLElement>('.contacts-table > tbody > .contacts-row')
    : null
const idOf = (row: HTMLElement | null) => Number(row?.dataset['id'])

/**
 * The panel beside the list shows the contact of the row that is pressed, and of the row to which keys
 * have moved while it is open. It listens to the document, so that the list itself does not know of it
 * and what does this is loaded after the rows.
 */
export function useFollowing(panel: number | undefined, onPanel: (id: number) => void): void {
  const open = useEffectEvent((id: number) => {
    if (id && id !== panel) onPanel(id)
  })
  const isOpen = useEffectEvent(() => panel !== undefined)
  useEffect(() => {
    const control = new AbortController()
    const { signal } = control
    let timer: ReturnType<typeof setTimeout> | undefined
    let isByKey = false
    const soon = (row: HTMLElement, time: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => open(idOf(row)), time)
    }
    const modality = ({ type }: Event) => {
      isByKey = type === 'keydown'
    }
    const focus = ({ target }: FocusEvent) => {
      const row = rowAt(target)
      if (row && isByKey && isOpen()) soon(row, pause)
    }
    const click = (event: MouseEvent) => {
      const row = rowAt(event.target)
      clearTimeout(timer)
      if (!row || !isFreePress(event)) return
      const isInCells = row.closest('[role=grid]') !== null
      row.querySelector<HTMLElement>('[data-open]')?.focus({ preventScroll: true })
      // There it only leaves the cells.
      if (!isInCells) soon(row, secondClick)
    }
    document.addEventListener('keydown', modality, { capture: true, signal })
    document.addEventListener('pointerdown', modality, { capture: true, signal })
    document.addEventListener('focusin', focus, { signal })
    document.addEventListener('click', click, { signal })
    return () => {
      clearTimeout(timer)
      control.abort()
    }
  }, [])
  // On the element itself, because rendering rows would be noticeable.
  useLayoutEffect(() => {
    for (const row of document.querySelectorAll('.contacts-row[aria-current]'))
      if (idOf(rowAt(row)) !== panel) row.removeAttribute('aria-current')
    document.querySelector(`tbody > [data-id="${panel}"]`)?.setAttribute('aria-current', 'true')
  })
}

/** A click on a row that means neither a control in it, nor its text, nor a second click. */
function isFreePress(event: MouseEvent): boolean {
  const { target, detail, button, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented } = event
  if (defaultPrevented || detail > 1 || button !== 0) return false
  if (ctrlKey || metaKey || shiftKey || altKey) return false
  if (document.getSelection()?.isCollapsed === false) return false
  return (
    target instanceof Element && !target.closest('a, button, input, label, [data-column=select]')
  )
}
