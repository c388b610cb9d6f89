import type { SourceConfig } from '#proxy/sources-file.ts'

/** Of the environment; rates are requests per second, 0: no limit. */
type DemoSettings = {
  MOCK_PORT: number
  MOCK_TOKEN: string
  MOCK_RATE: number
  MOCK_BOT_RATE?: number | undefined
  KARTOTEKA_MIRROR: '0' | '1'
}

export const mockUrlAt = (port: number) => `http://127.0.0.1:${port}`

/** One source of each kind over the mock, which has no pages of its own to link to. */
export function demoSources(settings: DemoSettings): SourceConfig[] {
  const { MOCK_RATE: rate, MOCK_BOT_RATE: botRate = rate === 0 ? 0 : 2 } = settings
  const mock = {
    url: mockUrlAt(settings.MOCK_PORT),
    access: { kind: 'token', token: settings.MOCK_TOKEN } as const,
    webUrl: null,
  }
  // The mock is there for them: the copies are complete seconds after the start. Both versions of
  // amoCRM share one limit.
  const mirrorWith = (requestsPerSecond: number) => ({
    requestsPerSecond,
    setting: settings.KARTOTEKA_MIRROR === '1' ? true : null,
  })
  return [
    {
      ...mock,
      id: 'main',
      kind: 'amo-v4',
      title: 'Main',
      requestsPerSecond: rate,
      mirror: mirrorWith(rate * 0.7),
    },
    {
      ...mock,
      id: 'legacy',
      kind: 'amo-v2',
      title: 'Legacy',
      requestsPerSecond: rate,
      mirror: mirrorWith(rate * 0.3),
    },
    {
      ...mock,
      id: 'bots',
      kind: 'watbot',
      title: 'Bots',
      requestsPerSecond: botRate,
      mirror: mirrorWith(botRate),
      // The same bots as in the mock, which the proxy cannot import.
      bots: [
        { id: 1, name: 'Kartoteka WhatsApp' },
        { id: 2, name: 'Kartoteka Telegram' },
        { id: 3, name: 'Промо-бот' },
      ],
    },
  ]
}
