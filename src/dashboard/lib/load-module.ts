/** Dispatched on `window` before a reload that nobody asked for; cancelled where something would be lost. */
export const beforeReload = 'beforereload'

/** A file of the application could not be loaded: no connection, or a newer version has replaced it. */
export class LoadError extends Error {
  constructor(cause: unknown) {
    super('A file of Kartoteka could not be loaded', { cause })
  }
}

/**
 * Imports a module, and once more where that fails. Browsers remember that a file failed until the
 * page is reloaded, so the second request has another address.
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
      throw new LoadError(again)
    }
  }
}
