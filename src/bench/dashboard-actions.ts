import type { Taken } from './dashboard-stopwatch.ts'

type Deeds = {
  next: () => Promise<Taken>
  sort: (column: string) => Promise<Taken>
  /** Chooses all rows, measured; clears the choice, not measured. */
  selectAll: () => Promise<Taken>
  open: (row: number) => Promise<Taken>
  back: () => Promise<Taken>
}

declare global {
  interface Window {
    deeds: Deeds
  }
}

/** What a person does, by what dashboard and floor have in common. Runs in the page. */
export function installDeeds() {
  const one = (selector: string): HTMLElement => {
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
  const rested = async (deed: () => Promise<Taken>) => {
    await window.stopwatch.rest()
    return deed()
  }
  const click = (selector: string, isDone: () => boolean) => {
    const target = one(selector)
    return window.stopwatch.time(() => target.click(), isDone)
  }
  const selectBox = 'th[data-column=select] input'
  const selected = 'tbody tr[aria-selected=true]'

  window.deeds = {
    next: () => rested(() => click('[aria-label="Next page"]', otherRows())),
    sort: (column) => rested(() => click(`th[data-column=${column}] button`, otherRows())),
    selectAll: async () => {
      const rows = count('tbody tr[data-id]')
      const taken = await rested(() => click(selectBox, () => count(selected) === rows))
      await rested(() => click(selectBox, () => count(selected) === 0))
      return taken
    },
    open: (row) =>
      rested(() => {
        const links = document.querySelectorAll('[data-open]')
        const id = links[row]?.getAttribute('data-open') ?? ''
        return click(`[data-open="${id}"]`, () => count('main dl') > 0)
      }),
    back: () =>
      rested(() => click('main a[href^="/main/contacts"]', () => count('tbody tr[data-id]') > 0)),
  }
}
