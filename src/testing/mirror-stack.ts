import type { ContactQuery } from '#contract/api/contacts.ts'
import type { MockOptions } from '#mock/mock-app.ts'
import { listedKey } from '#contract/model/listed-key.ts'
import { markOf } from '#proxy/mirror/token-mark.ts'
import { localRequests } from '#proxy/mirror/mirror-requests.ts'
import { createMirrorSwitch } from '#proxy/mirror/mirror-switch.ts'
import { memoryMirror, type MirrorPlace } from '#proxy/mirror/mirror-place.ts'
import { createMirror } from '#proxy/mirror/source-mirror.ts'
import type { MirrorSettings } from '#proxy/mirror/mirror-settings.ts'
import { withMirror } from '#proxy/mirror/mirrored-source.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { buildSourceStack, type buildSources } from './source-stack.ts'
import { controlOf } from './stack.ts'

type Options = MockOptions & {
  source?: keyof ReturnType<typeof buildSources>
  place?: MirrorPlace
  settings?: Partial<MirrorSettings>
}

const call = { priority: 'person' } as const
const everything: ContactQuery = {
  page: 1,
  size: 250,
  search: '',
}

/** Mock, the source over it and its local copy, which works only when a test asks for it. */
export function buildMirrorStack(given: Options = {}) {
  const { source = 'main', place = memoryMirror(), settings, ...options } = given
  const { mock, sources } = buildSourceStack(options)
  const live = sources[source]
  const feed = requirePart(live.feed, 'a feed')
  const errors: unknown[] = []
  const reports: string[] = []
  const open = (token = 'first') =>
    createMirror({
      makeMark: markOf(token),
      feed,
      place,
      settings: { verifyInterval: 0, verifiedFor: 0, ...settings },
      report: (message) => void reports.push(message),
      onError: (error) => void errors.push(error),
    })
  let mirror = open()

  async function pagesOf(
    list: (query: ContactQuery) => ReturnType<typeof live.reader.listContacts>,
  ) {
    const { more = [] } = live.info.capabilities.knows
    const attributes = listedKey.options.filter((key) => more.includes(key))
    const fields = (await live.reader.listFields(call)).map(({ id }) => id)
    const items = []
    for (let page = 1; ; page++) {
      const found = await list({ ...everything, page, columns: fields, attributes })
      items.push(...found.items)
      if (!found.hasNext) return items
    }
  }

  return {
    mock,
    control: controlOf(mock),
    live,
    errors,
    reports,
    mirror: () => mirror,
    mirrored: () =>
      withMirror(
        live,
        createMirrorSwitch({
          feed,
          place,
          create: () => mirror,
          choice: 'on',
          save: () => Promise.resolve(),
          load: () => Promise.resolve('on'),
          requests: localRequests(),
          obstacle: null,
          requestsPerSecond: 0,
          onError: (error) => void errors.push(error),
        }),
      ),
    /** As after a restart of the process; what was in memory only is lost. */
    async reopen(token?: string) {
      await mirror.close()
      mirror = open(token)
    },
    /** Fills the copy and reads all changes. */
    async catchUp() {
      do await mirror.catchUp()
      while (!mirror.isComplete())
    },
    /** Reads the whole list again. */
    async scanAgain() {
      const scanned = async () => (await mirror.status()).status.lastFullScanAt
      const before = await scanned()
      mirror.scan()
      do await mirror.work()
      while ((await scanned()) === before)
    },
    identify: () => feed.identify(call),
    /** All rows with all fields, of the source and of the copy. */
    async atSource() {
      live.reset() // it remembers names of companies
      return pagesOf((query) => {
        // Others list by ID without being asked.
        const { sorts } = live.info.capabilities
        const order = sorts.includes('id') ? { sort: 'id' } : {}
        return live.reader.listContacts({ ...query, ...order }, call)
      })
    },
    inCopy: () =>
      pagesOf((query) =>
        mirror.listContacts({ ...query, sort: 'id' }, { contacts: 'all' }, { priority: 'bulk' }),
      ),
    async close() {
      await mirror.close()
      await mock.app.close()
    },
  }
}
export type MirrorStack = ReturnType<typeof buildMirrorStack>
