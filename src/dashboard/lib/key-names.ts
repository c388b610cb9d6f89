const isMac = /Mac|iP/.test(navigator.platform)

/** Keys as they are called on the reader's keyboard: `Mod+k` is ⌘K or Ctrl K. */
export const keyNames = (keys: readonly string[]): string[] =>
  keys.map((key) => {
    const [last = '', mod] = key.split('+').toReversed()
    const cap = last.length === 1 ? last.toUpperCase() : last
    return mod === 'Mod' ? (isMac ? `⌘${cap}` : `Ctrl ${cap}`) : mod ? `${mod}+${cap}` : cap
  })
