/** Replaces the text of a box as typing does: React handles the event only if the native setter was used. */
export function typeInto(box: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const own = box instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
  Object.getOwnPropertyDescriptor(own.prototype, 'value')?.set?.call(box, text)
  box.dispatchEvent(new Event('input', { bubbles: true }))
}
