import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snapshotOf } from '#contract/api/contact-values.ts'
import { attributesOf, type Attribute } from '#contract/model/attribute.ts'
import { keysOf } from '#contract/model/change.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { valueKindName, type Value, type ValueKindName } from '#contract/model/value.ts'
import { valueKinds } from '#contract/model/value-kinds.ts'
import { buildSources, buildSourceStack, editContact, writerOf } from '#testing/source-stack.ts'
import { line, valueOf } from '#testing/value-arbitraries.ts'
import type { Source } from './source.ts'
import { runs, timeLimit } from '#testing/soak.ts'

const call = { priority: 'person' } as const

/**
 * An account whose phones may have a kind that the account added: an option with an ID and no code.
 */
function account() {
  const { mock, sources } = buildSourceStack()
  const { directory } = mock.store
  const phone = directory.fieldByCode('PHONE')
  if (!phone) throw new Error('The account has a field of phones')
  const own = { id: 3199, value: 'WhatsApp мамы', sort: 20, code: null }
  directory.saveField({ ...phone, enums: [...(phone.enums ?? []), own] })
  return sources
}

/** Every attribute of a contact that is written as a single value, with random values. */
async function writtenValues(source: Source) {
  const definitions = await source.reader.listFields(call)
  const { capabilities } = source.info
  const attributes = attributesOf({ ...capabilities, writes: capabilities.writes }, definitions)
  const written = attributes.filter(
    ({ key, kind, isReadOnly }) =>
      !isReadOnly && !['tags', 'links', 'company'].includes(kind) && !isName(key),
  )
  return Object.fromEntries(
    written.map((attribute) => [attribute.key, valuesFor(attribute, definitions)]),
  )
}
const isName = (key: string) => ['name', 'firstName', 'lastName'].includes(key)

function valuesFor(attribute: Attribute, definitions: FieldDefinition[]): fc.Arbitrary<Value> {
  const { key, kind, definition } = attribute
  if (kind === 'user') return fc.constantFrom<Value>(...users)
  const field = definition ?? definitions.find(({ role }) => role === key)
  return valueOf(field ?? attribute)
}
const users = [504_141, 504_142].map((id) => ({ kind: 'user' as const, id, name: null }))

const read = async (source: Source, id: number) => {
  const [snapshot] = (await source.reader.readContacts([id], call)).snapshots
  if (!snapshot) throw new Error(`No contact ${id}`)
  return snapshot.detail
}

async function expectHeld(source: Source, id: number, values: Snapshot) {
  const held = snapshotOf(await read(source, id), keysOf(values))
  expect(Object.entries(held)).toEqual(
    keysOf(values).map((key) => [key, nameless(values[key] ?? null)]),
  )
}

/** In v4, contacts are read for writes with IDs only. */
const nameless = (value: Value | null) =>
  value?.kind === 'user' ? expect.objectContaining({ id: value.id }) : value

describe.each(['main', 'legacy'] as const)('whatever is written at %s', (name) => {
  it(
    'is read back the same, with its ids and codes',
    async () => {
      const source = account()[name]
      const values = fc.record(await writtenValues(source), { requiredKeys: [] })
      await fc.assert(
        fc.asyncProperty(values, values, async (first: Snapshot, second: Snapshot) => {
          const created = { name: { kind: 'text' as const, values: ['Ada'] }, ...first }
          const [result] = await writerOf(source).createContacts(
            [{ values: created, tags: [] }],
            call,
          )
          if (result?.status !== 'created') throw new Error(JSON.stringify(result))
          await expectHeld(source, result.id, first)
          expect(await editContact(source, { id: result.id, values: second })).toMatchObject({
            status: 'changed',
          })
          await expectHeld(source, result.id, { ...first, ...second })
          // Writing back the values that were read changes nothing.
          const held = { ...first, ...second }
          await editContact(source, { id: result.id, values: held })
          await expectHeld(source, result.id, held)
          const cleared = Object.fromEntries(keysOf(held).map((key) => [key, null]))
          await editContact(source, { id: result.id, values: cleared })
          await expectHeld(source, result.id, cleared)
        }),
        { numRuns: runs(25) },
      )
    },
    timeLimit(120_000),
  )

  it('covers each kind of value that can be written to a field', async () => {
    const source = account()[name]
    const definitions = await source.reader.listFields(call)
    const kinds = new Set(
      definitions.map(({ kind }) => kind).filter((kind) => valueKinds[kind].isWritable),
    )
    const written = valueKindName.options.filter(
      (kind) => valueKinds[kind].isWritable && !withoutField.includes(kind),
    )
    expect([...kinds].toSorted()).toEqual(
      written.filter((kind) => name === 'main' || !withoutNumber.includes(kind)).toSorted(),
    )
  })
})

/** Kinds that no field of an account has. */
const withoutField: ValueKindName[] = ['user', 'company', 'tags', 'links']
/** Kinds of fields that v2 names by no number, and the proxy therefore only shows. */
const withoutNumber: ValueKindName[] = ['money', 'dateTime']

type Row = Record<string, unknown>

/** A contact whose row at the source can be changed before it is read. */
async function changedRows(name: 'main' | 'legacy') {
  let changed = (row: Row): Row => row
  const { mock } = buildSourceStack()
  const { id } = mock.store.addContact({ name: 'Ada', tags: ['vip'] })
  const sources = buildSources(mock, {
    relay: (send) => async (request) => {
      const answer = await send(request)
      const isOfContacts = /^\/api\/v[24]\/contacts\?/.test(request.path)
      if (!isOfContacts || !answer.body) return answer
      const body = JSON.parse(answer.body) as { _embedded: Record<string, Row[]> }
      const rows = Object.entries(body._embedded).map(([key, list]) => [key, list.map(changed)])
      return { ...answer, body: JSON.stringify({ ...body, _embedded: Object.fromEntries(rows) }) }
    },
  })
  const readWith = (change: (row: Row) => Row) => {
    changed = change
    return read(sources[name], id)
  }
  return { source: sources[name], readWith }
}

it.each(['main', 'legacy'] as const)(
  'each attribute that is written at %s is named if it cannot be read',
  async (name) => {
    const { source, readWith } = await changedRows(name)
    const keys: string[] = []
    const whole = await readWith((row) => {
      keys.push(...Object.keys(row).filter((key) => key !== 'id'))
      return row
    })
    expect(whole.unreadable).toEqual([])
    const named = new Set<string>()
    for (const key of keys) {
      const detail = await readWith((row) => ({ ...row, [key]: [{ unexpected: true }] }))
      for (const attribute of detail.unreadable) named.add(attribute)
    }
    const written = attributesOf(source.info.capabilities, []).filter((a) => !a.isReadOnly)
    expect(written.map(({ key }) => key).filter((key) => !named.has(key))).toEqual([])
  },
)

it(
  'is read back the same from a bot, whose contacts have one of each',
  async () => {
    const source = account().bots
    const phone = fc.stringMatching(/^[1-7]\d{10}$/)
    const point = (value: string): Value => ({
      kind: 'contactPoints',
      items: [{ value, kind: null, kindId: null }],
    })
    const text = (value: string): Value => ({ kind: 'text', values: [value] })
    const values = fc.record({
      name: line.map(text),
      phones: phone.map(point),
      emails: fc.stringMatching(/^[a-z]{1,9}@[a-z]{1,9}\.com$/).map(point),
      'field:1': line.map(text),
    })
    let last = 0
    await fc.assert(
      fc.asyncProperty(values, values, async (first, second) => {
        last += 1
        const identity = { bot: 1, messenger: 'telegram' as const, id: String(last) }
        const [result] = await writerOf(source).createContacts(
          [{ values: first, tags: ['vip'], identity }],
          call,
        )
        if (result?.status !== 'created') throw new Error(JSON.stringify(result))
        await expectHeld(source, result.id, first)
        const tags = { add: ['new'], remove: ['vip'] }
        expect(await editContact(source, { id: result.id, values: second, tags })).toMatchObject({
          status: 'changed',
        })
        await expectHeld(source, result.id, second)
        expect((await read(source, result.id)).tags).toEqual([{ id: null, name: 'new' }])
      }),
      { numRuns: runs(25) },
    )
  },
  timeLimit(60_000),
)
