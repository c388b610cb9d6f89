import { buildMock } from './mock-app.ts'
import { readSettings, type Settings } from './mock-settings.ts'

try {
  await start(readSettings(process.env))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function start(settings: Settings) {
  try {
    const { app } = buildMock({
      contacts: settings.MOCK_CONTACTS,
      seed: settings.MOCK_SEED,
      token: settings.MOCK_TOKEN,
      data: settings.MOCK_DATA,
      rate: settings.MOCK_RATE,
      ...(settings.MOCK_BOT_RATE === undefined ? {} : { botRate: settings.MOCK_BOT_RATE }),
      client: { id: settings.MOCK_CLIENT_ID, secret: settings.MOCK_CLIENT_SECRET },
      control: settings.MOCK_CONTROL,
      faults: settings.MOCK_FAULTS,
      v4Dialect: settings.MOCK_DIALECT,
      englishAccount: true,
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void app.close())
    const url = await app.listen({ host: settings.MOCK_HOST, port: settings.MOCK_PORT })
    process.stdout.write(`Mock upstreams at ${url}\n`)
    process.send?.({ ready: true, url })
  } catch (error) {
    // For a port in use or a file that cannot be opened the message is enough.
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The mock cannot start: ${reason}`, { cause: error })
  }
}
