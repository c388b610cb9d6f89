import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FieldContent } from '#contract/api/fields.ts'
import type { ContactDraft, FieldValue } from '#contract/api/writes.ts'
import { buildStack } from '#testing/stack.ts'

const call = { priority: 'person' } as const

it('reads back what was written, in both dialects', async () => {
  const { legacy, main } = buildStack({ contacts: 0 }).sources
  await fc.assert(
    fc.asyncProperty(aDraft, async ({ draft, contents }) => {
      const [result] = await legacy.createContacts([draft], call)
      const id = result?.status === 'created' ? result.id : 0
      for (const source of [legacy, main]) {
        const contact = await source.getContact(id, call)
        if (!contact) throw new Error(`Not created: ${JSON.stringify(result)}`)
        expect(contact).toMatchObject({ phones: draft.phones, emails: draft.emails })
        expect(contact.name).toBe(draft.name)
        expect(contact.tags.map(({ name }) => name).toSorted()).toEqual(namesOf(draft).toSorted())
        for (const [field, content] of contents) {
          const written = contact.fields.find((one) => one.id === field)
          expect(written?.content).toEqual(content)
        }
      }
    }),
    { numRuns: 100 },
  )
}, 60_000)

const namesOf = ({ tags }: ContactDraft) => (tags && 'set' in tags ? tags.set : [])

const word = fc
  .stringMatching(/^[a-zа-яё0-9 ,+@'"&<>-]{1,30}$/u)
  .map((text) => text.trim())
  .filter((text) => text !== '')
const contactPoints = (kinds: string[]) =>
  fc.array(fc.record({ value: word, kind: fc.constantFrom(...kinds) }), { maxLength: 4 })
/** The mock takes Moscow for three hours ahead at all times, which it is since October 2014. */
const day = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

type Case = [id: number, values: FieldValue[], content: FieldContent]
const plain = (id: number, kind: 'text' | 'link', value: fc.Arbitrary<string>) =>
  value.map((text): Case => [id, [{ value: text }], { kind, values: [text] }])
const dated = (id: number) =>
  day.map((text): Case => [id, [{ value: text }], { kind: 'date', value: text }])
const chosen = (id: number, options: [id: number, label: string][]) =>
  fc
    .constantFrom(...options)
    .map(([option, label]): Case => [id, [{ option }], { kind: 'options', labels: [label] }])

/** One field of each type that the documents of v2 name. */
const cases: fc.Arbitrary<Case>[] = [
  plain(4_396_817, 'text', word),
  plain(4_400_103, 'text', word),
  plain(4_400_109, 'text', word),
  plain(4_400_104, 'link', fc.webUrl()),
  dated(4_400_105),
  dated(4_400_107),
  fc
    .integer({ min: -9999, max: 9999 })
    .map((n): Case => [4_400_102, [{ value: n }], { kind: 'number', value: String(n) }]),
  fc.boolean().map((is): Case => [4_400_110, [{ value: is }], { kind: 'checkbox', value: is }]),
  chosen(4_400_101, [
    [3_692_601, 'Старт'],
    [3_692_602, 'Базовый'],
  ]),
  fc
    .constantFrom('Русский', 'English')
    .map((label): Case => [4_400_108, [{ value: label }], { kind: 'options', labels: [label] }]),
  fc
    .subarray(['Мебель', 'Освещение', 'Отделка'], { minLength: 1 })
    .map((labels): Case => [
      4_400_118,
      labels.map((value) => ({ value })),
      { kind: 'options', labels },
    ]),
  fc
    .subarray(['address_line_1', 'address_line_2', 'city', 'state', 'zip', 'country'], {
      minLength: 1,
    })
    .chain((parts) => fc.tuple(...parts.map((part) => word.map((value) => ({ part, value })))))
    .map((parts): Case => [
      4_400_115,
      parts.map(({ part, value }) => ({ value, kind: part })),
      { kind: 'address', parts },
    ]),
  contactPoints(['SKYPE', 'ICQ', 'OTHER'])
    .filter((values) => values.length > 0)
    .map((values): Case => [4_396_821, values, { kind: 'multitext', values }]),
  word.map((name): Case => [
    4_400_117,
    [{ value: { name, entity_type: 2, vat_id: '77', kpp: '78' } }],
    {
      kind: 'legalEntity',
      entities: [
        [
          { key: 'name', value: name },
          { key: 'entity_type', value: '2' },
          { key: 'vat_id', value: '77' },
          { key: 'kpp', value: '78' },
        ],
      ],
    },
  ]),
]

const aDraft = fc
  .record({
    // v2 splits two words into two names, and what was between them is one space then.
    name: word.map((text) => text.replaceAll(/ +/g, ' ')),
    phones: contactPoints(['WORK', 'WORKDD', 'MOB', 'FAX', 'HOME', 'OTHER']),
    emails: contactPoints(['WORK', 'PRIV', 'OTHER']),
    tags: fc.uniqueArray(word, { maxLength: 4 }),
    fields: fc.tuple(...cases).chain((all) => fc.subarray(all)),
  })
  .map(({ name, phones, emails, tags, fields }) => ({
    draft: {
      name,
      phones,
      emails,
      tags: { set: tags },
      fields: fields.map(([id, values]) => ({ id, values })),
    } satisfies ContactDraft,
    contents: fields.map(([id, , content]) => [id, content] as const),
  }))
