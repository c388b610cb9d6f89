// Before the first paint, so that a dark room never sees a white flash and no row jumps.
{
  let chosen = null
  let density = null
  let sections = null
  try {
    chosen = localStorage.getItem('theme')
    density = localStorage.getItem('density')
    sections = localStorage.getItem('sections')
  } catch {
    // Storage is forbidden here: the system's theme it is.
  }
  const isDark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  if (density) document.documentElement.dataset.density = density
  if (sections === 'folded') document.documentElement.dataset.sections = sections
}
