import type { Capabilities, Section } from '#contract/api/sources.ts'
import type { Source } from './source.ts'

type Writes = NonNullable<Capabilities['writes']>

/** Capabilities of a source that cannot be derived from its parts. */
export type SourceFacts = Pick<
  Capabilities,
  | 'search'
  | 'filters'
  | 'sorts'
  | 'defaultSort'
  | 'pageSizes'
  | 'totals'
  | 'bots'
  | 'messengers'
  | 'tagList'
> & {
  /** The data that the source reports about a contact. */
  knows: Capabilities['knows']
  writes: Omit<Writes, 'create' | 'edit' | 'checksSeen' | 'links'>
  /** Kinds of entities that can be linked, if there is a linker. */
  links: Writes['links']
  /** Maximum length of a status in characters, if there are variables. */
  maxStatusLength: number | null
}

type Parts = Pick<
  Source,
  'writer' | 'linker' | 'companies' | 'chats' | 'talks' | 'variables' | 'activities'
>

/** The capabilities of a source; those of a part that is null are switched off. */
export function capabilitiesOf(parts: Parts, facts: SourceFacts): Capabilities {
  const { writes, links, maxStatusLength, ...plain } = facts
  const { writer, linker, companies, chats, talks, variables, activities } = parts
  return {
    ...plain,
    operators: false,
    sortsFields: false,
    maxSorts: plain.sorts.length > 0 ? 1 : 0,
    mirror: false,
    overview: overviewOf(facts),
    sections: sectionsOf(linker),
    writes: writer && {
      ...writes,
      create: true,
      edit: true,
      checksSeen: facts.knows.updatedAt,
      links: linker ? links : [],
    },
    companies: companies && { create: true, details: true },
    chats: chats !== null,
    talks: talks !== null,
    status: variables && maxStatusLength !== null ? { maxLength: maxStatusLength } : null,
    variables: variables !== null,
    activities: activities !== null,
  }
}

/** By which time recent contacts can be filtered. */
function overviewOf({ filters }: SourceFacts): Capabilities['overview'] {
  if (filters.includes('updated') || filters.includes('updatedSince')) return 'changed'
  return filters.includes('created') ? 'added' : null
}

function sectionsOf(linker: Parts['linker']): Section[] {
  const sections: Section[] = []
  if (linker?.listLeads) sections.push('leads')
  if (linker?.listCustomers) sections.push('customers')
  if (linker?.listElements) sections.push('catalogElements')
  return sections
}
