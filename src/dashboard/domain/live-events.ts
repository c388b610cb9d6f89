import { createTabEvents } from './live-tabs.ts'

const tab = createTabEvents({
  locks: globalThis.navigator?.locks,
  openChannel: () => new BroadcastChannel('kartoteka-events'),
  document: globalThis.document,
})

/** Events of the proxy, until the returned function is called. */
export const subscribeLive = tab.subscribe

/** Whether changes are told, so that nothing has to be asked for regularly. */
export const isLive = tab.isConnected
