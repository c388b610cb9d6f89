import type { Capabilities, Section } from '#contract/api/sources.ts'
import type { Source } from './source.ts'

type Writes = NonNullable<Capabilities['writes']>

/** What a source can do and no part of it tells. */
export type SourceFacts = Pick<
  Capabilities,
  'search' | 'filters' | 'sorts' | 'defaultSort' | 'pageSizes' | 'totals' | 'bots' | 'messengers'
> & {
  /** What it tells of a contact besides `updatedAt`, which a filter or an answer of it proves. */
  knows: Capabilities['knows']
  writes: Omit<Writes, 'create' | 'edit' | 'checksSeen' | 'links'>
  /** What can be hung on a contact, where there is a linker. */
  links: Writes['links']
  /** Characters of a status, where there are variables. */
  maxStatusLength: number | null
}

type Parts = Pick<Source, 'writer' | 'linker' | 'chats' | 'variables'>

/** What a source offers: a part that is null is never offered. */
export function capabilitiesOf(parts: Parts, facts: SourceFacts): Capabilities {
  const { writes, links, maxStatusLength, ...plain } = facts
  const { writer, linker, chats, variables } = parts
  return {
    ...plain,
    overview: overviewOf(facts),
    sections: sectionsOf(linker),
    writes: writer && {
      ...writes,
      create: true,
      edit: true,
      checksSeen: facts.knows.updatedAt,
      links: linker ? links : [],
    },
    chats: chats !== null,
    status: variables && maxStatusLength !== null ? { maxLength: maxStatusLength } : null,
    variables: variables !== null,
  }
}

/** By which moment the recent contacts can be picked out. */
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
