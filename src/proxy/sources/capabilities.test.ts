import { expect, it } from 'vitest'
import { buildSourceStack } from '#testing/source-stack.ts'
import { capabilitiesOf, type SourceFacts } from './capabilities.ts'

const { sources } = buildSourceStack()
const facts: SourceFacts = {
  search: true,
  filters: ['created'],
  sorts: [],
  defaultSort: null,
  pageSizes: [50],
  totals: false,
  knows: {
    updatedAt: false,
    responsible: true,
    company: true,
    tags: true,
    nextTask: true,
    authors: true,
  },
  writes: {
    batch: 250,
    isAllOrNothing: true,
    createsOrUpdates: false,
    nameParts: true,
    requiresName: false,
    maxContactPoints: null,
    clears: true,
    rejectsStale: false,
    tags: true,
  },
  links: ['leads'],
  maxStatusLength: 64,
  bots: [],
  messengers: [],
  tagList: true,
}
const none = {
  writer: null,
  linker: null,
  companies: null,
  chats: null,
  talks: null,
  variables: null,
  activities: null,
}

it('excludes what belongs to a missing part, whatever the facts are', () => {
  expect(capabilitiesOf(none, facts)).toMatchObject({
    writes: null,
    sections: [],
    chats: false,
    status: null,
    variables: false,
  })
  const { writer } = sources.main
  expect(capabilitiesOf({ ...none, writer }, facts).writes).toMatchObject({
    create: true,
    edit: true,
    checksSeen: false,
    links: [],
  })
})

it('includes what the parts support', () => {
  const { main, legacy, bots } = sources
  const { writer, linker, companies, chats, talks, activities } = main
  const variables = bots.variables
  const parts = { writer, linker, companies, chats, talks, activities, variables }
  expect(capabilitiesOf(parts, facts)).toMatchObject({
    writes: { links: ['leads'] },
    sections: ['leads', 'customers', 'catalogElements'],
    companies: { create: true, details: true },
    chats: true,
    talks: true,
    activities: true,
    status: { maxLength: 64 },
    variables: true,
  })
  expect(capabilitiesOf({ ...none, linker: legacy.linker }, facts).sections).toEqual([
    'leads',
    'customers',
  ])
})

it.each([
  [['updated', 'created'], 'changed'],
  [['updatedSince'], 'changed'],
  [['created'], 'added'],
  [['ids'], null],
] as const)('counts an overview by the filter %o', (filters, basis) => {
  expect(capabilitiesOf(none, { ...facts, filters: [...filters] }).overview).toBe(basis)
})

it('never has a part without the capability, nor the capability without the part', () => {
  for (const { info, ...parts } of Object.values(sources)) {
    const { writes, chats, variables, sections, tagList } = info.capabilities
    expect([writes !== null, chats, variables, sections.length > 0, tagList]).toEqual([
      parts.writer !== null,
      parts.chats !== null,
      parts.variables !== null,
      parts.linker !== null,
      parts.reader.listTags !== null,
    ])
  }
})
