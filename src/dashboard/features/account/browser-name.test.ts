import { expect, it } from 'vitest'
import { browserName } from './browser-name.ts'

const desktop = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15'

it.each([
  [`${desktop} Chrome/142.0.0.0 Safari/537.36`, 'Chrome', 'Windows'],
  [`${desktop} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, 'Edge', 'Windows'],
  [`${desktop} Chrome/142.0.0.0 YaBrowser/25.10.0 Safari/537.36`, 'Yandex Browser', 'Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox', 'Linux'],
  [`${phone} Version/18.0 Mobile/15E148 Safari/604.1`, 'Safari', 'iPhone'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
    'Safari',
    'macOS',
  ],
  ['Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile Safari/537.36', 'Chrome', 'Android'],
  [`${desktop} HeadlessChrome/142.0.0.0 Safari/537.36`, 'Chrome', 'Windows'],
  [`${desktop} SamsungBrowser/28.0 Chrome/130.0 Safari/537.36`, 'Samsung Internet', 'Windows'],
  [`${desktop} Unknown/1.0 Safari/537.36`, undefined, 'Windows'],
  ['curl/8.5.0', undefined, undefined],
  [null, undefined, undefined],
])('names the browser of %j', (agent, browser, system) => {
  expect(browserName(agent)).toEqual({ browser, system })
})
