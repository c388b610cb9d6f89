// Before the first paint, so that nothing flashes or jumps.
{
  const { dataset } = document.documentElement
  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const show = () => {
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches
    dataset.theme = (read('theme') ?? (isDark && 'dark')) === 'dark' ? 'dark' : 'light'
    if (read('density')) dataset.density = read('density')
    if (read('sections') === 'folded') dataset.sections = 'folded'
  }
  show()
  // See main.tsx.
  if (!read('kartoteka.preferences'))
    globalThis.storedPreferences = fetch('/api/preferences', { signal: AbortSignal.timeout(500) })
      .then((answer) => answer.json())
      .then(({ items }) => {
        for (const { key, value } of items)
          if (value && /^(theme|density|sections|language|columns)/.test(key))
            localStorage[key] ??= value
        show()
      })
      .catch(() => {})
}
