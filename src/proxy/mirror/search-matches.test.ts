import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'

let stack: MirrorStack
let id = 0
const note = `${'Давний клиент. '.repeat(20)}Любит Ёлочные игрушки. ${'И не только. '.repeat(20)}`
beforeAll(async () => {
  stack = buildMirrorStack({ contacts: 20 })
  const text = stack.mock.store.directory
    .fields()
    .find(({ type }) => type === 'textarea' || type === 'text')
  id = stack.mock.store.addContact({
    name: 'Zinaida Kvitko',
    phones: ['8 (916) 555-01-77'],
    emails: ['Zina@Kvitko-Sons.example'],
    tags: ['Постоянный клиент'],
    fields: [
      {
        field_id: text?.id ?? 0,
        field_name: text?.name ?? '',
        field_code: text?.code ?? null,
        field_type: text?.type ?? 'text',
        values: [{ value: note }],
      },
    ],
  }).id
  await stack.catchUp()
})
afterAll(() => stack.close())

/** The matches of the contact, the parts of the text that match in brackets. */
async function matchesFor(search: string): Promise<string[] | undefined> {
  const query = { page: 1, size: 50, search }
  const found = await stack.mirror().listContacts(query, { contacts: 'all' }, { priority: 'bulk' })
  expect(found.items.map((item) => item.id)).toContain(id)
  return found.matches
    ?.filter((match) => match.id === id)
    .map(({ attribute, text, ranges }) => {
      const marked = ranges
        .toReversed()
        .reduce(
          (rest, { from, to }) =>
            `${rest.slice(0, from)}[${rest.slice(from, to)}]${rest.slice(to)}`,
          text,
        )
      return `${attribute.replace(/:\d+/, '')}: ${marked}`
    })
}

describe('a hit', () => {
  it.each([
    ['kvitko zinaida', ['name: [Zinaida] [Kvitko]']],
    ['ZINA sons', ['name: [Zina]ida Kvitko', 'emails: Zina@Kvitko-[Sons].example']],
    ['9165550177', ['phones: 8 ([916) 555-01-77]']],
    ['+7 916 555-01-77 zina', ['name: [Zina]ida Kvitko', 'phones: 8 ([916) 555-01-77]']],
    ['555 01 77', ['phones: 8 (916) [555-01-77]']],
    ['8 916 555', ['phones: [8 (916) 555]-01-77']],
    ['sons', ['emails: Zina@Kvitko-[Sons].example']],
    ['КЛИЕНТ постоянный zin', ['name: [Zin]aida Kvitko', 'tags: [Постоянный] [клиент]']],
    ['кл kvitko', ['name: Zinaida [Kvitko]', 'tags: Постоянный [кл]иент']],
  ])('of %o says where it is', async (search, matches) => {
    expect(await matchesFor(search)).toEqual(matches)
  })

  it('in a long text shows the part around it, whatever the spelling', async () => {
    const [match, ...others] = (await matchesFor('елочные ИГРУШКИ')) ?? []
    expect(others).toEqual([])
    expect(match).toMatch(/^field: ….{30,40}Любит \[Ёлочные\] \[игрушки\]\. И не только.*…$/)
  })

  it('is not explained without a search', async () => {
    expect(await matchesFor('')).toBeUndefined()
  })
})
