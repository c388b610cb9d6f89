/**
 * Stops the events of keys that an input method handles while text is composed, such as the Enter
 * that accepts a word, before any handler of the page. Returns a function that reverts this.
 */
export function ignoreKeysOfComposition(): () => void {
  const press = (event: KeyboardEvent) => {
    // Safari ends the composition first and marks the key with 229 only.
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation()
  }
  window.addEventListener('keydown', press, { capture: true })
  return () => window.removeEventListener('keydown', press, { capture: true })
}
