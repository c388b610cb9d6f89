import type { InjectOptions } from 'fastify'
import type { Mock } from './mock-app.ts'

/**
 * An answer, as a test looks into it. Its body is untyped by intent: three systems answer, and each test
 * says by its expectations which shape it means; a schema here would test the schema.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- tests state the shape they expect
export type MockResponse = {
  status: number
  type: string
  headers: Record<string, unknown>
  body: any
}

/** Asks the mock as a client with the demo token would, or with another, or with none (''); for tests. */
export function mockClient({ app }: Pick<Mock, 'app'>, token = 'demo-token') {
  async function request(
    method: string,
    url: string,
    payload?: unknown,
    headers = {},
  ): Promise<MockResponse> {
    const options: InjectOptions = {
      method: method as 'GET', // light-my-request wants the literal
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
    ask: request,
    get: (url: string, headers = {}) => request('GET', url, undefined, headers),
    post: (url: string, body: unknown, headers = {}) => request('POST', url, body, headers),
    patch: (url: string, body: unknown, headers = {}) => request('PATCH', url, body, headers),
  }
}
