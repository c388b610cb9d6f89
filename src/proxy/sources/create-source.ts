import type { MirrorStatus } from '#contract/api/mirror.ts'
import type { MirrorChoice } from '#proxy/mirror/mirror-choices.ts'
import { createMirrorChannel } from '#proxy/mirror/mirror-channel.ts'
import { localRequests, type MirrorRequests } from '#proxy/mirror/mirror-requests.ts'
import { createMirrorSwitch } from '#proxy/mirror/mirror-switch.ts'
import { createSharedMirror } from '#proxy/mirror/shared-mirror.ts'
import { createMirror } from '#proxy/mirror/source-mirror.ts'
import type { MirrorSettings } from '#proxy/mirror/mirror-settings.ts'
import { memoryMirror, type MirrorPlace } from '#proxy/mirror/mirror-place.ts'
import { markOf } from '#proxy/mirror/token-mark.ts'
import { withMirror } from '#proxy/mirror/mirrored-source.ts'
import type { MirrorListener } from '#proxy/sources/contact-changes.ts'
import type { SourceConfig } from '#proxy/sources-file.ts'
import { fixedAccess, type Access } from '#proxy/sources/transport/source-access.ts'
import { createAmoV2Source } from './amo-v2/source.ts'
import { createAmoV4Source } from './amo-v4/source.ts'
import { createLocalGate, type Gate } from '#proxy/sources/transport/rate-gate.ts'
import { withDividedPages } from './divided-pages.ts'
import {
  createSourceHttp,
  defaultPolicy,
  type Observer,
  type RetryPolicy,
} from '#proxy/sources/transport/source-http.ts'
import type { ReportUnreadable } from '#proxy/sources/transport/parse-answer.ts'
import { createPace } from '#proxy/sources/transport/pace.ts'
import { createSourceClock } from '#proxy/sources/transport/source-clock.ts'
import type { Source } from './source.ts'
import { createTransport, type Transport } from '#proxy/sources/transport/transport.ts'
import { createWatbotSource } from './watbot/source.ts'

/** Tests inject a transport that calls the mock without a socket. */
export type MakeTransport = (baseUrl: string) => { send: Transport; close: () => Promise<void> }

/** The shared resources of a source; omitted ones are local to this process. */
type MirrorNeeds = {
  place?: MirrorPlace | undefined
  choice?: MirrorChoice | undefined
  save?: (choice: MirrorChoice) => Promise<void>
  load?: () => Promise<MirrorChoice | undefined>
  requests?: MirrorRequests
  obstacle?: MirrorStatus['obstacle'] | undefined
}

export type SourceNeeds = {
  makeTransport?: MakeTransport
  policy?: RetryPolicy
  access?: Access
  gate?: Gate
  observer?: Observer
  /** Called with errors outside of requests, such as an unavailable shared gate. */
  onError?: (error: unknown) => void
  /** Called with the parts of the source's responses that could not be read and were omitted. */
  onUnreadable?: ReportUnreadable
  /**
   * Called with the offset of the source's clock from the local clock in milliseconds, if it is
   * minutes.
   */
  onClockSkew?: (ms: number) => void
  /** Where the local copy is kept and what was chosen for it; by default in memory, by the settings. */
  mirrorNeeds?: MirrorNeeds | undefined
  mirrorSettings?: Partial<MirrorSettings> | undefined
  /** Called with what an operator should know of the local copy. */
  onMirrorReport?: (message: string) => void
}

export function createSource(config: SourceConfig, needs: SourceNeeds = {}): Source {
  const source = withDividedPages(createDialect(config, needs), needs.policy ?? defaultPolicy)
  const { feed } = source
  if (!config.mirror || !feed) return source
  const { requestsPerSecond, setting } = config.mirror
  const {
    place = memoryMirror(),
    choice = setting ? 'on' : 'off',
    save = () => Promise.resolve(),
    load = () => Promise.resolve(undefined),
    requests = localRequests(),
    obstacle = setting === false ? 'settings' : null,
  } = needs.mirrorNeeds ?? {}
  const { onError = () => {} } = needs
  const { shared } = place
  const channel =
    shared === null || obstacle !== null
      ? undefined
      : createMirrorChannel({
          place: shared,
          onError,
          interval: needs.mirrorSettings?.turnInterval,
        })
  const create = (isPaused: boolean, listener: MirrorListener) => {
    const { mirrorSettings: settings, onMirrorReport: report } = needs
    const makeMark = config.access.kind === 'token' ? markOf(config.access.token) : undefined
    const options = {
      feed,
      place,
      makeMark,
      isPaused,
      listener,
      settings,
      requests,
      report,
      onError,
    }
    return shared && channel
      ? createSharedMirror({ ...options, shared, channel })
      : createMirror(options)
  }
  const choices = { choice, save, load, requests, obstacle }
  return withMirror(
    source,
    createMirrorSwitch({ feed, place, create, ...choices, channel, requestsPerSecond, onError }),
  )
}

function createDialect(config: SourceConfig, needs: SourceNeeds): Source {
  const { send, close } = (needs.makeTransport ?? createTransport)(config.url)
  const gate = needs.gate ?? createLocalGate(config.requestsPerSecond)
  const clock = createSourceClock(needs.onClockSkew)
  const http = createSourceHttp({
    send,
    clock,
    pace: createPace(gate, needs.onError && { onError: needs.onError }),
    access: needs.access ?? accessOf(config),
    errorShape: config.kind,
    policy: needs.policy,
    observer: needs.observer,
  })
  const { id, title, webUrl } = config
  const report = needs.onUnreadable
  const { now } = clock
  const mirrorRate = config.mirror?.requestsPerSecond ?? 0
  switch (config.kind) {
    case 'amo-v4':
      return createAmoV4Source({
        id,
        title,
        webUrl,
        http,
        close,
        report,
        now,
        mirrorRate,
      })
    case 'amo-v2':
      return createAmoV2Source({ id, title, webUrl, http, close, report, now, mirrorRate })
    case 'watbot':
      return createWatbotSource({
        id,
        title,
        http,
        close,
        report,
        now,
        mirrorRate,
        bots: config.bots,
      })
  }
}

function accessOf({ id, access }: SourceConfig): Access {
  if (access.kind === 'token') return fixedAccess(access.token)
  throw new Error(`Source ${id}: OAuth requires a token store`)
}
