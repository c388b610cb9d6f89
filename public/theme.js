// Before the first paint; see main.tsx.
{
  const { dataset } = document.documentElement
  const read = (key) => {
    try {
      return localStorage[key]
    } catch {}
  }
  const show = () => {
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches
    dataset.theme = (read('theme') ?? (isDark && 'dark')) === 'dark' ? 'dark' : 'light'
    dataset.density = read('density') ?? ''
    dataset.sections = read('sections') ?? ''
    if (read('panel') > 0)
      document.documentElement.style.setProperty('--panel', `${read('panel')}px`)
  }
  show()
  if (!read('kartoteka.preferences'))
    globalThis.storedPreferences = fetch('/api/preferences', { signal: AbortSignal.timeout(500) })
      .then((answer) => answer.json())
      .then(({ items }) => {
        for (const { key, value } of items) if (value) localStorage[key] ??= value
        show()
      })
      .catch(() => {})
}
