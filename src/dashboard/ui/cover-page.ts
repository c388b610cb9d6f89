/** Marks what remains usable while the page is covered: the region of toasts. */
export const aboveCover = '[data-above-cover]'

/**
 * While a sheet covers the page, nothing else can be focused, pressed or read, except for toasts, and
 * a press beside it does not take the focus from it; returns a function that stops this.
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
  // What is covered is inert, so that the press is on what is around it.
  const press = (event: Event) => {
    const { target } = event
    if (target instanceof Element && target.contains(sheet)) event.preventDefault()
  }
  document.addEventListener('mousedown', press)
  // A list of options is no dialog.
  if (sheet.role === 'dialog') sheet.ariaModal = 'true'
  return () => {
    document.removeEventListener('mousedown', press)
    sheet.ariaModal = null
    for (const element of covered) element.removeAttribute('inert')
  }
}

/** Whether what opens over the page is a sheet; the same breakpoint as in its styles. */
export const isSheet = () => window.matchMedia?.('(width < 40rem)').matches ?? false
