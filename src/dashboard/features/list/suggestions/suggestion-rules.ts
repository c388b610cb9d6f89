import type { Source } from '#contract/api/sources.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'

/** Only a complete copy supports conditions, says where a search matches, and suggests others. */
export const isExplained = ({ search }: ContactsQuery, { capabilities }: Source): boolean =>
  search !== '' && capabilities.operators

/** Whether other searches may be suggested: on the first page, which has all of a few. */
export const canSuggest = (query: ContactsQuery, source: Source): boolean =>
  query.page === 1 && isExplained(query, source)

const few = 3

/** Whether a search found some contacts, but so few that another spelling may be meant. */
export const isLittle = (total: number | null): boolean =>
  total !== null && total > 0 && total <= few
