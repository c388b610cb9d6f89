import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { ContactDraft } from '#contract/api/writes.ts'
import { reconcile, type UnresolvedRow } from './reconcile.ts'

const aContact = (id: number, draft: ContactDraft): ContactDetail => ({
  id,
  name: [draft.firstName, draft.lastName].filter(Boolean).join(' ') || (draft.name ?? ''),
  // As sources do: kinds are filled in, signs are dropped.
  phones: (draft.phones ?? []).map(({ value }) => ({
    value: value.replace('+', ''),
    kind: 'WORK',
  })),
  emails: [],
  company: null,
  responsible: { id: 1, name: null },
  tags: [],
  createdAt: '2026-11-20T10:00:00Z',
  updatedAt: '2026-11-20T10:00:00Z',
  firstName: draft.firstName ?? '',
  lastName: draft.lastName ?? '',
  createdBy: null,
  updatedBy: null,
  nextTaskAt: null,
  isUnsorted: false,
  fields: [],
  counts: { leads: 0, customers: 0, catalogElements: 0 },
  identity: null,
  variables: null,
  url: null,
})

// Few of each, so that equal rows are the rule.
const draft: fc.Arbitrary<ContactDraft> = fc.record(
  {
    name: fc.constantFrom('Ada', 'Bob'),
    phones: fc.constantFrom([], [{ value: '+79990001122', kind: null }]),
  },
  { requiredKeys: ['name'] },
)
const chunks = fc.array(fc.array(draft, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 4,
})

function unresolvedOf(sent: ContactDraft[][]): UnresolvedRow[] {
  return sent.flatMap((drafts, chunk) =>
    drafts.map((one, index) => ({
      key: `${chunk}/${index}`,
      chunk: `${chunk}`,
      createdAfterId: 100,
      draft: one,
    })),
  )
}

it('never sends written rows again nor loses others, where requests are all or nothing', () => {
  fc.assert(
    fc.property(chunks, fc.infiniteStream(fc.boolean()), (sent, coin) => {
      let id = 100
      const written = sent.map(() => coin.next().value === true)
      const found = sent.flatMap((drafts, index) =>
        written[index] ? drafts.map((one) => aContact((id += 1), one)) : [],
      )
      const statuses = reconcile(unresolvedOf(sent), found, {
        isAllOrNothing: true,
        definitions: [],
      })
      const all = [...statuses.values()]
      expect(statuses.size).toBe(sent.flat().length)
      const created = all.flatMap((status) => (status.is === 'created' ? [status.id] : []))
      expect(new Set(created).size).toBe(created.length)
      // With what is absent sent again, each row is there once.
      const absent = all.filter((status) => status.is === 'absent').length
      const unknown = all.filter((status) => status.is === 'unknown').length
      expect(absent + unknown + created.length).toBe(sent.flat().length)
      expect(found.length + absent).toBeLessThanOrEqual(sent.flat().length)
      expect(unknown).toBe(0)
      expect(created).toHaveLength(found.length)
    }),
    { numRuns: 500 },
  )
})

it('never sends a row twice where a source takes some rows of a request', () => {
  fc.assert(
    fc.property(chunks, fc.infiniteStream(fc.boolean()), (sent, coin) => {
      let id = 100
      const found = sent.flat().flatMap((one) => {
        return coin.next().value ? [aContact((id += 1), one)] : []
      })
      const statuses = reconcile(unresolvedOf(sent), found, {
        isAllOrNothing: false,
        definitions: [],
      })
      const absent = [...statuses.values()].filter((status) => status.is === 'absent').length
      expect(found.length + absent).toBeLessThanOrEqual(sent.flat().length)
    }),
    { numRuns: 500 },
  )
})

it('leaves alone who was there before, and calls unknown what was altered since', () => {
  const ada = { name: 'Ada', phones: [{ value: '+79990001122', kind: null }] }
  const rows = unresolvedOf([[ada]])
  const options = { isAllOrNothing: true, definitions: [] }
  expect(reconcile(rows, [aContact(99, ada)], options).get('0/0')).toEqual({ is: 'absent' })
  const altered = { ...aContact(101, ada), name: 'Ada Lovelace' }
  const status = { is: 'unknown', resembles: 101 }
  expect(reconcile(rows, [altered], options).get('0/0')).toEqual(status)
})

it('recognises a name in either order and assigns equal rows by best score', () => {
  const tagged = { firstName: 'Ada', lastName: 'Lovelace', tags: { add: ['vip'] } }
  const plain = { firstName: 'Ada', lastName: 'Lovelace' }
  const found = [
    { ...aContact(101, plain), name: 'Lovelace Ada' },
    { ...aContact(102, plain), name: 'Lovelace Ada', tags: [{ id: 1, name: 'vip' }] },
  ]
  const statuses = reconcile(unresolvedOf([[tagged, plain]]), found, {
    isAllOrNothing: true,
    definitions: [],
  })
  expect(statuses.get('0/0')).toEqual({ is: 'created', id: 102 })
  expect(statuses.get('0/1')).toEqual({ is: 'created', id: 101 })
})
