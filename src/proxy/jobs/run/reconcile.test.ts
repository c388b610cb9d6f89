import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { pointsValue, textValue } from '#testing/values.ts'
import type { SentContact } from './contact-likeness.ts'
import { reconcile, type UnresolvedRow } from './reconcile.ts'
import { runs } from '#testing/soak.ts'

const texts = (value: Snapshot['name']) => (value?.kind === 'text' ? value.values : [])
const points = (value: Snapshot['phones']) => (value?.kind === 'contactPoints' ? value.items : [])

const aContact = (id: number, { values }: SentContact): ContactDetail => ({
  id,
  name:
    [...texts(values.firstName), ...texts(values.lastName)].join(' ') || texts(values.name).join(),
  // As sources do: assigns kinds and removes separators.
  phones: points(values.phones).map(({ value }) => ({
    value: value.replace('+', ''),
    kind: 'WORK',
    kindId: 1,
  })),
  emails: [],
  company: null,
  responsible: { id: 1, name: null },
  tags: [],
  createdAt: '2026-11-20T10:00:00Z',
  updatedAt: '2026-11-20T10:00:00Z',
  firstName: texts(values.firstName).join(),
  lastName: texts(values.lastName).join(),
  createdBy: null,
  updatedBy: null,
  nextTaskAt: null,
  isUnsorted: false,
  fields: [],
  counts: { leads: 0, customers: 0, catalogElements: 0 },
  identity: null,
  variables: null,
  unreadable: [],
  url: null,
})

// Few different values, so that most contacts have duplicates.
const draft: fc.Arbitrary<SentContact> = fc.record({
  values: fc.record(
    {
      name: fc.constantFrom('Ada', 'Bob').map(textValue),
      phones: fc.constant(pointsValue('+79990001122')),
    },
    { requiredKeys: ['name'] },
  ),
  tags: fc.constant([]),
})
const chunks = fc.array(fc.array(draft, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 4,
})

function unresolvedOf(sent: SentContact[][]): UnresolvedRow[] {
  return sent.flatMap((drafts, chunk) =>
    drafts.map((one, index) => ({
      key: `${chunk}/${index}`,
      chunk: `${chunk}`,
      createdAfterId: 100,
      sent: one,
    })),
  )
}

it('sends written rows never again and loses no unwritten ones, if requests are all or nothing', () => {
  fc.assert(
    fc.property(chunks, fc.infiniteStream(fc.boolean()), (sent, coin) => {
      let id = 100
      const written = sent.map(() => coin.next().value === true)
      const found = sent.flatMap((drafts, index) =>
        written[index] ? drafts.map((one) => aContact((id += 1), one)) : [],
      )
      const statuses = reconcile(unresolvedOf(sent), found, {
        isAllOrNothing: true,
      })
      const all = [...statuses.values()]
      expect(statuses.size).toBe(sent.flat().length)
      const created = all.flatMap((status) => (status.is === 'created' ? [status.id] : []))
      expect(new Set(created).size).toBe(created.length)
      // After sending absent rows again, each row exists once.
      const absent = all.filter((status) => status.is === 'absent').length
      const unknown = all.filter((status) => status.is === 'unknown').length
      expect(absent + unknown + created.length).toBe(sent.flat().length)
      expect(found.length + absent).toBeLessThanOrEqual(sent.flat().length)
      expect(unknown).toBe(0)
      expect(created).toHaveLength(found.length)
    }),
    { numRuns: runs(500) },
  )
})

it('never sends a row twice if a source may accept a part of a request', () => {
  fc.assert(
    fc.property(chunks, fc.infiniteStream(fc.boolean()), (sent, coin) => {
      let id = 100
      const found = sent.flat().flatMap((one) => {
        return coin.next().value ? [aContact((id += 1), one)] : []
      })
      const statuses = reconcile(unresolvedOf(sent), found, {
        isAllOrNothing: false,
      })
      const absent = [...statuses.values()].filter((status) => status.is === 'absent').length
      expect(found.length + absent).toBeLessThanOrEqual(sent.flat().length)
    }),
    { numRuns: runs(500) },
  )
})

it('ignores contacts that existed before, and reports changed ones as unknown', () => {
  const ada = { values: { name: textValue('Ada'), phones: pointsValue('+79990001122') }, tags: [] }
  const rows = unresolvedOf([[ada]])
  const options = { isAllOrNothing: true }
  expect(reconcile(rows, [aContact(99, ada)], options).get('0/0')).toEqual({ is: 'absent' })
  const altered = { ...aContact(101, ada), name: 'Ada Lovelace' }
  const status = { is: 'unknown', resembles: 101 }
  expect(reconcile(rows, [altered], options).get('0/0')).toEqual(status)
})

it('matches names in either order and assigns equal contacts to the most similar rows', () => {
  const values = { firstName: textValue('Ada'), lastName: textValue('Lovelace') }
  const [tagged, plain] = [
    { values, tags: ['vip'] },
    { values, tags: [] },
  ]
  const found = [
    { ...aContact(101, plain), name: 'Lovelace Ada' },
    { ...aContact(102, plain), name: 'Lovelace Ada', tags: [{ id: 1, name: 'vip' }] },
  ]
  const statuses = reconcile(unresolvedOf([[tagged, plain]]), found, {
    isAllOrNothing: true,
  })
  expect(statuses.get('0/0')).toEqual({ is: 'created', id: 102 })
  expect(statuses.get('0/1')).toEqual({ is: 'created', id: 101 })
})

describe('an ambiguous contact', () => {
  const filled = (name: string): SentContact => ({
    values: { name: textValue(name), 'field:7': textValue('sent') },
    tags: [],
  })
  const bare = (id: number, name: string) =>
    aContact(id, { values: { name: textValue(name) }, tags: [] })

  it('is not a row whose values it lacks, and the other rows of the request are sent again', () => {
    const rows = unresolvedOf([[filled('Ada'), filled('Bob'), filled('Eve')]])
    const statuses = reconcile(rows, [bare(101, 'Ada')], { isAllOrNothing: true })
    expect([...statuses.values()]).toEqual([
      { is: 'unknown', resembles: 101 },
      { is: 'absent' },
      { is: 'absent' },
    ])
  })

  it('does not prove that a request was written if the other rows are absent', () => {
    const rows = unresolvedOf([
      [
        { values: { name: textValue('Ada') }, tags: [] },
        { values: { name: textValue('Bob') }, tags: [] },
      ],
    ])
    const statuses = reconcile(rows, [bare(101, 'Ada')], { isAllOrNothing: true })
    expect([...statuses.values()]).toEqual([
      { is: 'unknown', resembles: 101 },
      { is: 'unknown', resembles: null },
    ])
  })

  it('is assigned to neither of two concurrent requests with the same values', () => {
    const ada = { values: { name: textValue('Ada') }, tags: [] }
    const statuses = reconcile(unresolvedOf([[ada]]), [bare(101, 'Ada')], {
      isAllOrNothing: true,
      rivals: [ada],
    })
    expect([...statuses.values()]).toEqual([{ is: 'unknown', resembles: 101 }])
  })
})
