import type { Client } from './token-endpoint.ts'

const consentHosts = [
  { domain: 'amocrm.ru', page: 'https://www.amocrm.ru/oauth' },
  { domain: 'amocrm.com', page: 'https://www.amocrm.com/oauth' },
  { domain: 'kommo.com', page: 'https://www.kommo.com/oauth' },
]

/**
 * URL of the account's consent page. Known upstreams have a page of their own; any other, such as
 * the mock, has it at its own address and requires the redirect address.
 */
export function authorizationUrl(sourceUrl: string, client: Client, state: string): string {
  const { hostname } = new URL(sourceUrl)
  const known = consentHosts.find(
    ({ domain }) => hostname === domain || hostname.endsWith(`.${domain}`),
  )
  const url = new URL(known?.page ?? `${sourceUrl}/oauth`)
  url.searchParams.set('client_id', client.clientId)
  url.searchParams.set('state', state)
  url.searchParams.set('mode', 'popup')
  if (!known) url.searchParams.set('redirect_uri', client.redirectUrl)
  return url.href
}

/** The pasted text contains no usable code; the message says why. */
export class NoCodeError extends Error {
  override name = 'NoCodeError'
}

/**
 * The code in the pasted text, which is either the code alone or the address to which the browser
 * was redirected.
 */
export function readCode(pasted: string, asked: { sourceUrl: string; state: string }): string {
  const text = pasted.trim()
  if (text === '') throw new NoCodeError('Nothing was pasted.')
  if (!/^https?:\/\//i.test(text)) {
    if (/^[\w.~+/=-]+$/.test(text)) return text
    throw new NoCodeError('This is neither a code nor the URL you were redirected to.')
  }
  if (!URL.canParse(text)) throw new NoCodeError('This is not a complete URL.')
  const answer = new URL(text).searchParams
  if (answer.get('state') !== asked.state)
    throw new NoCodeError(
      'This URL belongs to another request. Open the URL printed above and paste the one you are redirected to.',
    )
  const rejection = answer.get('error')
  if (rejection === 'access_denied')
    throw new NoCodeError('Access was denied on the consent page. The source was not connected.')
  if (rejection)
    throw new NoCodeError('The consent page reported an error. The source was not connected.')
  const host = new URL(asked.sourceUrl).host
  const account = answer.get('referer')
  if (account !== null && account !== host)
    throw new NoCodeError(
      `You have allowed access to ${account}, but this source is at ${host}. Sign in to the account at ${host}, or correct the sources file.`,
    )
  const code = answer.get('code')
  if (!code) throw new NoCodeError('The URL contains no code.')
  return code
}
