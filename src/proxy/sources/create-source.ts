import type { SourceConfig } from '#proxy/config.ts'
import { createAmoV4Source } from './amo-v4/source.ts'
import { createHttp, type RetryPolicy } from './http.ts'
import { createPace } from './pace.ts'
import type { Source } from './source.ts'
import { createTransport, type Transport } from './transport.ts'

/** Tests hand in a transport that leads into the mock without a socket. */
export type MakeTransport = (baseUrl: string) => { send: Transport; close: () => Promise<void> }

export function createSource(
  config: SourceConfig,
  makeTransport: MakeTransport = createTransport,
  policy?: RetryPolicy,
): Source {
  const { send, close } = makeTransport(config.url)
  const http = createHttp({
    send,
    pace: createPace(config.requestsPerSecond),
    token: config.token,
    policy,
  })
  const { id, title, webUrl } = config
  return createAmoV4Source({ id, title, webUrl, http, close })
}
