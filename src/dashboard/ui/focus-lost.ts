/** Whether what had the focus was removed, such as an editor that was closed. */
export const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body
