import { NotFoundError } from '#proxy/not-found.ts'
import type { Source } from './source.ts'

export type Sources = {
  list: () => Source[]
  /** Throws `NotFoundError` for an id that is not configured. */
  get: (id: string) => Source
  close: () => Promise<void>
}

export function createSources(sources: Source[]): Sources {
  const byId = new Map(sources.map((source) => [source.info.id, source]))
  return {
    list: () => sources,
    get(id) {
      const source = byId.get(id)
      if (!source) throw new NotFoundError(`No source ${id}`)
      return source
    },
    close: async () => {
      await Promise.all(sources.map((source) => source.close()))
    },
  }
}
