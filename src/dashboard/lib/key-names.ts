const isMac = /Mac|iP/.test(navigator.platform)

/** The names of keys on the user's keyboard: `Mod+k` is ⌘K or Ctrl K. */
export const keyNames = (keys: readonly string[]): string[] =>
  keys.map((key) => {
    const [last = '', mod] = key.split('+').toReversed()
    const cap = last === 'arrowdown' ? '↓' : last.length === 1 ? last.toUpperCase() : last
    return mod === 'Mod' ? (isMac ? `⌘${cap}` : `Ctrl ${cap}`) : mod ? `${mod}+${cap}` : cap
  })
