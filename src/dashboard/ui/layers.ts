import { useEffect, useEffectEvent } from 'react'

/** An open dialog, popover, menu or sheet, and the entries of browser and router when it opened. */
type Layer = { close: () => void; entry: number | undefined; shown: number }

const layers: Layer[] = [] // the topmost one is the last
let isOnSpare = false
let shownEntry = () => entryOf(history.state) ?? 0
let answerPop: ((event: PopStateEvent) => void) | undefined

// When the module is loaded, before the router is built: browsers call the listeners of the window
// in the order in which they were added, also those that capture.
window.addEventListener('popstate', (event) => answerPop?.(event))

/**
 * While the layer is open, Back closes it and does nothing else: the URL and the page remain the
 * same.
 */
export function useLayer(isOpen: boolean, onClose: () => void): void {
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (!isOpen) return
    if (addSpareEntry()) isOnSpare = true
    const layer: Layer = {
      close: () => close(),
      entry: entryOf(history.state),
      shown: shownEntry(),
    }
    layers.push(layer)
    return () => void layers.splice(layers.indexOf(layer), 1)
  }, [isOpen])
}

/**
 * Closes the topmost layer when the browser navigates its history. `shown` is the index of the
 * entry that the router shows, which must not have listened before this module was loaded.
 */
export function closeLayersOnBack(shown: () => number): () => void {
  shownEntry = shown
  let closing: Layer | undefined
  isOnSpare = isSpare(history.state)
  answerPop = (event) => {
    const to = entryOf(event.state)
    const hasLeftSpare = isOnSpare && to === 0 && shown() === 0 && !isSpare(event.state)
    isOnSpare = isSpare(event.state)
    const layer = layers.at(-1)
    if (closing) {
      event.stopImmediatePropagation()
      // Not earlier, because it may navigate the history itself.
      closing.close()
      closing = undefined
    } else if (layer && to !== undefined && layer.entry !== undefined) {
      if (to === shown() && !hasLeftSpare) return // the router undoes a navigation that was blocked
      // The router may show another entry now than when the layer was opened.
      const steps = hasLeftSpare ? 1 : layer.entry + shown() - layer.shown - to
      event.stopImmediatePropagation()
      closing = layer
      history.go(steps)
    } else if (hasLeftSpare) {
      event.stopImmediatePropagation()
      history.back() // both entries show the same page
    }
  }
  return () => {
    answerPop = undefined
  }
}

/**
 * On the first entry of a tab, Back would leave the application: a second entry with the same page
 * takes the step. It has the index of the first one, so that the router does not notice it.
 */
function addSpareEntry(): boolean {
  // While a confirmation of leaving is open, the browser is at another entry than the router.
  if (shownEntry() !== 0 || entryOf(history.state) !== 0 || isSpare(history.state)) return false
  // Not the object's own method, which the router observes.
  History.prototype.pushState.call(history, { ...history.state, isSpare: true }, '')
  return true
}

const isSpare = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'isSpare' in state

/** The index of an entry, which the router stores in its state. */
const entryOf = (state: unknown): number | undefined =>
  typeof state === 'object' &&
  state !== null &&
  '__TSR_index' in state &&
  typeof state.__TSR_index === 'number'
    ? state.__TSR_index
    : undefined
