/** Order matters: most browsers also name the ones that they resemble. */
const browsers = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Yandex Browser', /\bYaBrowser\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:(?:Headless)?Chrome|Chromium|CriOS)\//],
  // Others that are built like it do not name a version of their own.
  ['Safari', /\bVersion\/\S+ .*\bSafari\//],
] as const
const systems = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const

/** Names of browser and system in a `User-Agent`, as far as they are known. */
export function browserName(agent: string | null): {
  browser: string | undefined
  system: string | undefined
} {
  const nameIn = (names: typeof browsers | typeof systems) =>
    names.find(([, pattern]) => pattern.test(agent ?? ''))?.[0]
  return { browser: nameIn(browsers), system: nameIn(systems) }
}
