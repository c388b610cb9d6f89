import { chromium } from '@playwright/test'
import { findChromium, chromiumFlags } from './chromium.ts'
const c = await findChromium(process.env)
const [, , base, out, ...specs] = process.argv
const browser = await chromium.launch({
  executablePath: c.path,
  args: chromiumFlags,
  env: { ...process.env, ...c.env },
})
for (const spec of specs) {
  const [name, path, w, h, theme, lang] = spec.split('|')
  const ctx = await browser.newContext({
    viewport: { width: +w, height: +h },
    colorScheme: theme,
    locale: lang,
  })
  const page = await ctx.newPage()
  page.on('console', (m) => console.log(name, m.type(), m.text()))
  page.on('pageerror', (e) => console.log(name, 'ERR', e.message))
  await page.goto(base + path, { timeout: 10000 })
  await page.waitForTimeout(1800)
  await page.screenshot({ path: `${out}/${name}.png` })
  await ctx.close()
}
await browser.close()
