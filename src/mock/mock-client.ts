import type { InjectOptions } from 'fastify'
import type { Mock } from './mock-app.ts'

/**
 * A response as tests see it. Its body is untyped on purpose: three systems respond, and each test
 * declares the shape it expects; a schema here would test the schema.
 */
export type MockResponse = {
  status: number
  type: string
  headers: Record<string, unknown>
  // oxlint-disable-next-line typescript/no-explicit-any -- each test states the shape it expects
  body: any
}

/** A test client with the demo token, another token, or none (''). */
export function mockClient({ app }: Pick<Mock, 'app'>, token = 'demo-token') {
  async function send(
    method: string,
    url: string,
    payload?: unknown,
    headers = {},
  ): Promise<MockResponse> {
    const options: InjectOptions = {
      method: method as 'GET', // light-my-request requires the literal type
      url,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        host: 'example.amocrm.ru',
        ...headers,
      },
      ...(payload === undefined ? {} : { payload: payload as object }),
    }
    const { statusCode, headers: responseHeaders, payload: text } = await app.inject(options)
    const type = String(responseHeaders['content-type'] ?? '')
    const body: unknown = type.includes('json') ? JSON.parse(text) : text
    return { status: statusCode, type, headers: responseHeaders, body }
  }
  return {
    send,
    get: (url: string, headers = {}) => send('GET', url, undefined, headers),
    post: (url: string, body: unknown, headers = {}) => send('POST', url, body, headers),
    patch: (url: string, body: unknown, headers = {}) => send('PATCH', url, body, headers),
  }
}
