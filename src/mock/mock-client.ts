import type { InjectOptions } from 'fastify'
import type { Mock } from './mock-app.ts'

/**
 * An answer, as a test looks into it. Its body is untyped by intent: three systems answer, and each test
 * says by its expectations which shape it means; a schema here would test the schema.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- tests state the shape they expect
export type Answer = { status: number; type: string; headers: Record<string, unknown>; body: any }

/** Asks the mock as a client with the demo token would, or with another, or with none (''); for tests. */
export function asking({ app }: Pick<Mock, 'app'>, token = 'demo-token') {
  async function ask(
    method: string,
    url: string,
    payload?: unknown,
    headers = {},
  ): Promise<Answer> {
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
    const { statusCode, headers: got, payload: text } = await app.inject(options)
    const type = String(got['content-type'] ?? '')
    const body: unknown = type.includes('json') ? JSON.parse(text) : text
    return { status: statusCode, type, headers: got, body }
  }
  return {
    ask,
    get: (url: string, headers = {}) => ask('GET', url, undefined, headers),
    post: (url: string, body: unknown, headers = {}) => ask('POST', url, body, headers),
    patch: (url: string, body: unknown, headers = {}) => ask('PATCH', url, body, headers),
  }
}
