/** Dispatched on `window` before an automatic reload; cancelled if data would be lost. */
export const beforeReload = 'beforereload'

/**
 * A file of the application could not be loaded: there is no connection, or a newer version has
 * replaced it.
 */
export class LoadError extends Error {
  /**
   * Whether the file itself can be loaded: a file that it imports failed before, which the browser
   * remembers until the page is reloaded.
   */
  readonly isRemembered: boolean

  constructor(cause: unknown, isRemembered: boolean) {
    super('A file of Kartoteka could not be loaded', { cause })
    this.isRemembered = isRemembered
  }
}

/**
 * Imports a module, and a second time if that fails. Browsers cache the failure until the page is
 * reloaded, so the second request has another URL.
 */
export async function loadModule<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    const address =
      error instanceof Error ? /\bhttps?:\S+\.js\b/.exec(error.message)?.[0] : undefined
    try {
      return await (address ? import(/* @vite-ignore */ `${address}?${Date.now()}`) : load())
    } catch (again) {
      throw new LoadError(again, address !== undefined && (await isServed(address)))
    }
  }
}

async function isServed(address: string): Promise<boolean> {
  try {
    const { ok, headers } = await fetch(address, { cache: 'reload' })
    return ok && (headers.get('content-type') ?? '').includes('javascript')
  } catch {
    return false
  }
}
