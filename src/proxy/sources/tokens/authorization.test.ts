import { expect, it } from 'vitest'
import { authorizationUrl, readCode } from './authorization.ts'

const client = { clientId: 'id-1', clientSecret: 'hush', redirectUrl: 'https://app.example/back' }

it.each([
  ['https://sales.amocrm.ru', 'https://www.amocrm.ru/oauth?client_id=id-1&state=s&mode=popup'],
  ['https://sales.amocrm.com', 'https://www.amocrm.com/oauth?client_id=id-1&state=s&mode=popup'],
  ['https://sales.kommo.com', 'https://www.kommo.com/oauth?client_id=id-1&state=s&mode=popup'],
  [
    'http://127.0.0.1:4010',
    'http://127.0.0.1:4010/oauth?client_id=id-1&state=s&mode=popup&redirect_uri=https%3A%2F%2Fapp.example%2Fback',
  ],
  [
    'https://amocrm.ru.evil.example',
    'https://amocrm.ru.evil.example/oauth?client_id=id-1&state=s&mode=popup&redirect_uri=https%3A%2F%2Fapp.example%2Fback',
  ],
])('asks for %s at its consent page', (source, page) => {
  expect(authorizationUrl(source, client, 's')).toBe(page)
})

const asked = { sourceUrl: 'https://sales.amocrm.ru', state: 's1' }
const back = (query: string) => `https://app.example/back?${query}`

it('accepts the code alone or the complete URL', () => {
  expect(readCode(' def502abc \n', asked)).toBe('def502abc')
  const address = back('code=def502abc&state=s1&referer=sales.amocrm.ru&client_id=id-1')
  expect(readCode(address, asked)).toBe('def502abc')
})

it.each([
  ['', /Nothing/],
  ['what am I to paste?', /neither a code/],
  ['https://', /complete URL/],
  [back('code=x'), /another request/],
  [back('code=x&state=s2'), /another request/],
  [back('error=access_denied&state=s1&client_id=id-1'), /denied/],
  [back('error=server_error&state=s1'), /reported an error/],
  [back('code=x&state=s1&referer=home.amocrm.ru'), /home\.amocrm\.ru.*sales\.amocrm\.ru/],
  [back('state=s1'), /no code/],
])('rejects %j with a reason', (pasted, words) => {
  expect(() => readCode(pasted, asked)).toThrow(words)
})
