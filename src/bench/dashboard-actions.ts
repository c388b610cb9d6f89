import type { Timing } from './dashboard-stopwatch.ts'

type Actions = {
  next: () => Promise<Timing>
  sort: (column: string) => Promise<Timing>
  /** Selects all rows, measured; clears the selection, not measured. */
  selectAll: () => Promise<Timing>
  open: (row: number) => Promise<Timing>
  back: () => Promise<Timing>
}

declare global {
  interface Window {
    actions: Actions
  }
}

/** User actions, by the markup that dashboard and baseline share. Runs in the page. */
export function installActions() {
  const find = (selector: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`The page has no ${selector}`)
    return found
  }
  const count = (selector: string) => document.querySelectorAll(selector).length
  const firstId = () => document.querySelector<HTMLElement>('tbody tr[data-id]')?.dataset['id']
  const otherRows = () => {
    const before = firstId()
    return () => firstId() !== undefined && firstId() !== before
  }
  const whenIdle = async (action: () => Promise<Timing>) => {
    await window.stopwatch.waitUntilIdle()
    return action()
  }
  const click = (selector: string, isDone: () => boolean) => {
    const target = find(selector)
    return window.stopwatch.time(() => target.click(), isDone)
  }
  const selectBox = 'th[data-column=select] input'
  const selected = 'tbody tr[aria-selected=true]'

  window.actions = {
    next: () => whenIdle(() => click('[aria-label="Next page"]', otherRows())),
    sort: (column) => whenIdle(() => click(`th[data-column=${column}] button`, otherRows())),
    selectAll: async () => {
      const rows = count('tbody tr[data-id]')
      const taken = await whenIdle(() => click(selectBox, () => count(selected) === rows))
      await whenIdle(() => click(selectBox, () => count(selected) === 0))
      return taken
    },
    open: (row) =>
      whenIdle(() => {
        const links = document.querySelectorAll('[data-open]')
        const id = links[row]?.getAttribute('data-open') ?? ''
        return click(`[data-open="${id}"]`, () => count('main dl') > 0)
      }),
    back: () =>
      whenIdle(() => click('main a[href^="/main/contacts"]', () => count('tbody tr[data-id]') > 0)),
  }
}
