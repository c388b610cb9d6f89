/** Marks what remains usable while the page is covered: the region of toasts. */
export const aboveCover = '[data-above-cover]'

/**
 * While a sheet covers the page, nothing else can be focused, pressed or read, except for toasts;
 * returns a function that stops this.
 */
export function coverPage(sheet: HTMLElement): () => void {
  const covered: Element[] = []
  const cover = (element: Element) => {
    if (element.hasAttribute('inert') || element.matches(aboveCover)) return
    if (element.querySelector(aboveCover)) return [...element.children].forEach(cover)
    element.setAttribute('inert', '')
    covered.push(element)
  }
  for (let at: Element = sheet; at !== document.body && at.parentElement; at = at.parentElement)
    for (const other of at.parentElement.children) if (other !== at) cover(other)
  // A list of options is no dialog.
  if (sheet.role === 'dialog') sheet.ariaModal = 'true'
  return () => {
    sheet.ariaModal = null
    for (const element of covered) element.removeAttribute('inert')
  }
}

/** Whether what opens over the page is a sheet; the same breakpoint as in its styles. */
export const isSheet = () => window.matchMedia?.('(width < 40rem)').matches ?? false
