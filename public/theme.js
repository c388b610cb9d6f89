// Before the first paint, so that a dark room never sees a white flash.
{
  let chosen = null
  try {
    chosen = localStorage.getItem('theme')
  } catch {
    // Storage is forbidden here: the system's theme it is.
  }
  const isDark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
}
