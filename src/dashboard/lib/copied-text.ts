/**
 * What is grouped for reading is copied as it is: an element with `data-copied` says what a
 * selection of its whole text stands for. Returns a function that ends it.
 */
export function copyAsStored(): () => void {
  const copy = (event: ClipboardEvent) => {
    const selection = document.getSelection()
    const start = selection?.anchorNode
    const element = start instanceof Element ? start : start?.parentElement
    const shown = element?.closest<HTMLElement>('[data-copied]')
    const stored = shown?.dataset['copied']
    if (stored === undefined || selection?.toString().trim() !== shown?.textContent) return
    event.clipboardData?.setData('text/plain', stored)
    event.preventDefault()
  }
  document.addEventListener('copy', copy)
  return () => document.removeEventListener('copy', copy)
}
