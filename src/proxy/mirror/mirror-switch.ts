import type { MirrorStatus } from '#contract/api/mirror.ts'
import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { ContactChanges, MirrorListener } from '#proxy/sources/contact-changes.ts'
import type { SourceMirror } from '#proxy/sources/source.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { MirrorChoice } from './mirror-choices.ts'
import { estimateMirror } from './mirror-estimate.ts'
import type { MirrorChannel } from './mirror-channel.ts'
import type { MirrorRequests } from './mirror-requests.ts'
import type { MirrorPlace } from './mirror-place.ts'
import type { OwnStatus } from './mirror-status.ts'
import type { SwitchedMirror } from './source-mirror.ts'

const askedInterval = 1000 // milliseconds

type Options = {
  feed: SourceFeed
  place: MirrorPlace
  create: (isPaused: boolean, listener: MirrorListener) => SwitchedMirror
  choice: MirrorChoice
  /** Stores the choice, so that it survives a restart. */
  save: (choice: MirrorChoice) => Promise<void>
  /** The stored choice, which another process may have changed; undefined if there is none. */
  load: () => Promise<MirrorChoice | undefined>
  /** Those of users, which are stored until they are done. */
  requests: MirrorRequests
  /** To the other processes of a copy that they share. */
  channel?: MirrorChannel | undefined
  onError?: ((error: unknown) => void) | undefined
  obstacle: MirrorStatus['obstacle']
  requestsPerSecond: number
}

/** The status of a source without a copy. */
export const statusWithoutMirror: OwnStatus = {
  state: 'off',
  isComplete: false,
  isPausedByUser: false,
  read: 0,
  expected: null,
  startedAt: null,
  asOf: null,
  lastFullScanAt: null,
  chatsAsOf: null,
  talksAsOf: null,
  scanned: null,
  drift: null,
  unreadable: 0,
  disappeared: 0,
  requestsToday: 0,
  requestsByDay: [],
  bytes: null,
}

export type MirrorSwitch = SourceMirror & {
  /** Whether users can turn it on. */
  isPossible: () => boolean
} & Pick<SwitchedMirror, 'beginWrite' | 'endWrite' | 'movedChats' | 'wake' | 'close'>

/** The local copy of a source, which users turn on, pause and erase while the proxy runs. */
export function createMirrorSwitch(options: Options): MirrorSwitch {
  const { feed, place, create, save, load, requests, channel, obstacle, requestsPerSecond } =
    options
  const { onError = () => {} } = options
  const listeners = new Set<MirrorListener>()
  const listener: MirrorListener = {
    onContacts: (changes: ContactChanges) => listeners.forEach((each) => each.onContacts(changes)),
    onState: () => listeners.forEach((each) => each.onState()),
  }
  let choice: MirrorChoice = obstacle === null ? options.choice : 'off'
  let isWorking = false
  let current = choice === 'off' ? undefined : open()
  /** How many contacts a filling copy will have, about. */
  let expected: number | null = null
  /** Changes are made one after the other. */
  let last: Promise<unknown> = Promise.resolve()

  function open(): SwitchedMirror {
    const mirror = create(choice === 'paused', listener)
    if (isWorking) mirror.begin()
    listener.onState()
    return mirror
  }

  async function estimate() {
    const found = await estimateMirror({ feed, place, requestsPerSecond })
    expected = found.contacts
    return found
  }

  /** So that a filling copy tells how much is left; without an answer it tells what it has read. */
  async function expectSize(): Promise<void> {
    if (!current || expected !== null || (await current.status()).status.isComplete) return
    await estimate()
  }

  async function choose(next: MirrorChoice): Promise<void> {
    await save(next)
    choice = next
    await channel?.send({ kind: 'choice', choice }).catch(onError)
  }

  /** What was chosen in another process. */
  async function adopt(next: MirrorChoice): Promise<void> {
    if (obstacle !== null || next === choice) return
    choice = next
    listener.onState()
    if (next === 'off') {
      const former = current
      current = undefined
      await former?.close()
    } else if (!current) current = open()
    else if (next === 'paused') current.pause()
    else current.resume()
  }

  channel?.listen({
    onMessage(message) {
      if (message.kind === 'choice') inTurn(() => adopt(message.choice)).catch(onError)
    },
    onConnected: () =>
      void inTurn(async () => adopt((await load()) ?? options.choice)).catch(onError),
  })

  function required(): SwitchedMirror {
    if (!current) throw new UnsupportedError('mirror', 'the local copy of this source is off')
    return current
  }

  function inTurn(change: () => Promise<void>): Promise<void> {
    const done = last.then(change)
    last = done.catch(() => {})
    return done
  }

  /** A copy that cannot be opened neither keeps anybody from writing nor hides what was written. */
  async function noted(work: Promise<unknown> | undefined): Promise<void> {
    await work?.catch(onError)
  }

  let asked: NodeJS.Timeout | undefined

  /** Does what another program has asked for: `npm run forget`. */
  async function obey(): Promise<void> {
    if (!(await requests.open()).includes('erase')) return
    await inTurn(erase)
  }

  /** The copy first: a disk that is too full to store the choice is no reason to keep it. */
  async function erase(): Promise<void> {
    const former = current
    current = undefined
    choice = 'off'
    listener.onState()
    await former?.close()
    if (channel) {
      await choose('off') // the others give it up
      await channel.alone(() => place.erase())
    } else {
      await place.erase()
      await save('off')
    }
    for (const request of ['scan', 'refill', 'erase'] as const) await requests.done(request)
  }

  return {
    isOn: () => choice !== 'off',
    isPossible: () => obstacle === null,
    isComplete: () => current?.isComplete() ?? false,
    follow(added) {
      listeners.add(added)
      return () => void listeners.delete(added)
    },
    knowsTalks: () => current?.knowsTalks() ?? false,
    watch: () => current?.watch(),
    timeZone: () => required().timeZone(),
    listContacts: (...args) => required().listContacts(...args),
    listIds: (...args) => required().listIds(...args),
    matching: (...args) => required().matching(...args),
    getContact: (...args) => required().getContact(...args),
    facets: (...args) => required().facets(...args),
    suggest: (...args) => required().suggest(...args),
    fields: () => required().fields(),
    asOf: () => required().asOf(),
    async status() {
      if (!current) return { status: { ...statusWithoutMirror, obstacle }, problem: undefined }
      const { status, problem } = await current.status()
      return {
        status: { ...status, obstacle, expected: status.expected ?? expected },
        problem,
      }
    },
    estimate,
    beginWrite: (ids) => noted(current?.beginWrite(ids)),
    endWrite: (...args) => noted(current?.endWrite(...args)),
    movedChats: (ids) => noted(current?.movedChats(ids)),
    wake: () => current?.wake(),
    hint: (ids) => current?.hint(ids),
    begin() {
      isWorking = true
      // Proxies of a database are told otherwise.
      if (!channel) asked = setInterval(() => void obey().catch(onError), askedInterval).unref()
      current?.begin()
      expectSize().catch(() => {})
    },
    restart: () => current?.restart(),
    turnOn: () =>
      inTurn(async () => {
        if (obstacle !== null)
          throw new UnsupportedError('mirror', `a local copy is not possible (${obstacle})`)
        if (current) return
        await choose('on')
        current = open()
        expectSize().catch(() => {})
      }),
    pause: () =>
      inTurn(async () => {
        const mirror = required()
        await choose('paused')
        mirror.pause()
      }),
    resume: () =>
      inTurn(async () => {
        const mirror = required()
        await choose('on')
        mirror.resume()
      }),
    refill: () =>
      inTurn(async () => {
        const mirror = required()
        expected = (await mirror.status()).status.read
        await choose('on')
        await requests.ask('refill')
        mirror.restart()
        mirror.resume()
      }),
    scan: () =>
      inTurn(async () => {
        const mirror = required()
        await choose('on')
        await requests.ask('scan')
        mirror.scan()
        mirror.resume()
      }),
    erase: () => inTurn(erase),
    async close() {
      clearInterval(asked)
      await last
      await current?.close()
      await channel?.close()
    },
  }
}
