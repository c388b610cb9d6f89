import type { KeyboardEvent } from 'react'
import { latinKey } from '#dashboard/lib/commands.ts'

/**
 * Arrow keys move between rows and their controls. Tab stops at one contact only, in the last
 * focused row, so that leaving a page of 250 rows takes one step (roving tabindex). The attributes
 * are set on the DOM, because re-rendering rows to move a tab stop would be noticeable.
 */
export function makeStop(body: HTMLElement, row: Element | null): void {
  const now = body.querySelector('[data-tab-stop]')
  if (!row || now === row) return
  if (now) setStop(now, false)
  setStop(row, true)
}

/** Called after rows changed: ensures that one row is the tab stop. */
export function keepStop(body: HTMLElement): void {
  if (!body.querySelector('[data-tab-stop]')) makeStop(body, body.querySelector('tr'))
}

function setStop(row: Element, isStop: boolean): void {
  row.toggleAttribute('data-tab-stop', isStop)
  const stop =
    row.querySelector<HTMLElement>('[data-open]') ?? row.querySelector<HTMLElement>('input')
  if (stop) stop.tabIndex = isStop ? 0 : -1
}

const controls = 'input, a[href], button'
const pageRows = 10

export type RowKeys = {
  /** Selects or deselects the row. */
  onToggle: (id: number) => void
  /** Selects the range from one row to another. */
  onExtend: (from: number, to: number) => void
  onQuickView: (id: number) => void
}

/** Handles a key on a row; true if it was handled. */
export function pressRowKey(event: KeyboardEvent, body: HTMLElement, keys: RowKeys): boolean {
  const focused = document.activeElement
  const row = focused?.closest('tr')
  if (!row || !focused || event.ctrlKey || event.metaKey || event.altKey) return false
  const key = latinKey(event)
  const to = target(key, row, body)
  if (to) {
    focusLike(focused, row, to)
    if (event.shiftKey) keys.onExtend(idOf(row), idOf(to))
    return true
  }
  switch (key) {
    case 'arrowleft':
    case 'arrowright':
      return step(focused, row, key === 'arrowright' ? 1 : -1)
    case 'x':
      keys.onToggle(idOf(row))
      return true
    case ' ':
      // Checkboxes and buttons handle Space themselves.
      if (!focused.matches('a')) return false
      keys.onQuickView(idOf(row))
      return true
    default:
      return false
  }
}

function target(key: string, row: Element, body: HTMLElement): Element | null | undefined {
  if (key === 'arrowdown' || key === 'j') return row.nextElementSibling
  if (key === 'arrowup' || key === 'k') return row.previousElementSibling
  const rows = [...body.children]
  const index = rows.indexOf(row)
  if (key === 'home') return rows[0]
  if (key === 'end') return rows.at(-1)
  if (key === 'pagedown') return rows[Math.min(rows.length - 1, index + pageRows)]
  if (key === 'pageup') return rows[Math.max(0, index - pageRows)]
  return undefined
}

/** The same control in another row; the name if there is none. */
function focusLike(focused: Element, from: Element, to: Element): void {
  const column = focused.closest<HTMLElement>('[data-column]')?.dataset['column']
  const same = to.querySelector<HTMLElement>(`[data-column="${column}"] :is(${controls})`)
  const next = same ?? to.querySelector<HTMLElement>('[data-open]')
  next?.focus()
  if (from !== to) to.scrollIntoView?.({ block: 'nearest' })
}

function step(focused: Element, row: Element, by: 1 | -1): boolean {
  const all = [...row.querySelectorAll<HTMLElement>(controls)]
  const next = all[all.findIndex((control) => control === focused) + by]
  next?.focus()
  return next !== undefined
}

const idOf = (row: Element): number => Number(row instanceof HTMLElement ? row.dataset['id'] : 0)
