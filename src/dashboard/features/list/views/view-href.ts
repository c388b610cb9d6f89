import { parseSearch, stringifySearch } from '#dashboard/domain/search-text.ts'

/** The address of a list, with the ID of the view that it shows. */
export const viewHref = (source: string, search: string, view?: string): string =>
  `/${source}/contacts${stringifySearch({ ...parseSearch(search), view })}`
