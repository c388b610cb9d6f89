import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { UndoRow } from '#contract/api/job-undo.ts'
import type { RowOutcome } from '#contract/api/row-results.ts'
import type { Change } from '#contract/model/change.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { companyParts } from '#testing/entity-parts.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack, type Stack } from '#testing/stack.ts'
import { companyValue, leadsValue, pointsValue, setText, tagsValue } from '#testing/values.ts'
import { runs, timeLimit } from '#testing/soak.ts'

const position = 4396817 // a text field of the account
const other = 504_142 // another user of the account

const word = fc.constantFrom('Ada', 'Eve', 'Shop', 'Ada Eve')
const part = fc.constantFrom('', 'Ada', 'Eve')
const phones = fc.uniqueArray(fc.constantFrom('+71', '+72', '+73'), { maxLength: 2 })
const tags = fc.uniqueArray(fc.constantFrom('old', 'new', 'vip'), { maxLength: 2 })
const company = fc.constantFrom(7, 8, null)

const contact = fc.record({
  name: word,
  first_name: part,
  last_name: part,
  phones,
  tags,
  company,
  position: part,
  hasLead: fc.boolean(),
})

const setOrClear = (attribute: 'firstName' | 'lastName' | `field:${number}`) =>
  part.map((text): Change => (text === '' ? { attribute, clear: true } : setText(attribute, text)))

/** The changes a job may make to a contact; first and last name never occur with a full name. */
const changes = fc
  .record(
    {
      name: word.map((text) => [setText('name', text)]),
      parts: fc.tuple(setOrClear('firstName'), setOrClear('lastName')),
      phones: phones.map((items): Change[] => [
        items.length === 0
          ? { attribute: 'phones', clear: true }
          : { attribute: 'phones', set: pointsValue(...items) },
      ]),
      tags: tags.map((names): Change[] =>
        names.length === 0 ? [] : [{ attribute: 'tags', add: tagsValue(...names) }],
      ),
      company: company.map((id): Change[] => [
        id === null
          ? { attribute: 'company', clear: true }
          : { attribute: 'company', set: companyValue(id) },
      ]),
      position: setOrClear(`field:${position}`).map((change) => [change]),
      leads: fc.constant([{ attribute: 'leads' as const, add: leadsValue(45) }]),
    },
    { requiredKeys: [] },
  )
  .map(({ name, parts, ...rest }) =>
    [...(parts ?? name ?? []), ...Object.values(rest).flat()].filter(
      (change): change is Change => change !== undefined,
    ),
  )
  .filter((list) => list.length > 0)

/** Changes that another user may make in between. */
const foreign = fc.record(
  {
    name: word,
    first_name: part,
    tag: fc.constantFrom('theirs', 'new'),
    position: part,
    company,
    lead: fc.boolean(),
  },
  { requiredKeys: [] },
)
type Foreign = typeof foreign extends fc.Arbitrary<infer Edit> ? Edit : never
type Seeded = typeof contact extends fc.Arbitrary<infer Contact> ? Contact : never

const row = fc.record({ contact, changes, edits: fc.option(foreign, { nil: null }) })

function addContact({ mock }: Stack, id: number, seeded: Seeded) {
  const { position: text, company: companyId, hasLead, name, ...rest } = seeded
  const { first_name: first, last_name: last } = rest
  const made = [first, last].filter(Boolean).join(' ')
  const added = mock.store.addContact({ id, ...rest, name: made || name, company_id: companyId })
  editPosition(mock, id, text)
  if (hasLead) mock.store.linkTo('leads', id, 45)
  return added
}

function editPosition(mock: Stack['mock'], id: number, text: string) {
  const [field, edited] = [mock.store.directory.field(position), mock.store.contact(id)]
  if (!field || !edited) throw new Error('the account has no such field or contact')
  const values = text === '' ? [] : [{ value: text }]
  mock.store.updateContact(edited, { fields: [{ field, values }] }, other)
}

function editByOthers({ mock }: Stack, id: number, edit: Foreign) {
  const { position: text, tag, lead, company: companyId, ...names } = edit
  const edited = mock.store.contact(id)
  if (!edited) throw new Error('the contact does not exist')
  mock.store.updateContact(
    edited,
    {
      ...names,
      ...(tag && { tagsToAdd: [{ name: tag }] }),
      ...(companyId !== undefined && { company_id: companyId }),
    },
    other,
  )
  if (text !== undefined) editPosition(mock, id, text)
  if (lead) mock.store.linkTo('leads', id, 46)
}

/** The attributes that an undo can change, as stored at the source. */
function stateOf({ mock }: Stack, id: number) {
  const held = mock.store.contact(id)
  const fields = held?.custom_fields_values ?? []
  const valuesOf = (find: (field: (typeof fields)[number]) => boolean) =>
    (fields.find(find)?.values ?? []).map(({ value }) => String(value)).toSorted()
  return {
    name: held?.name,
    parts: [held?.first_name, held?.last_name],
    company: held?.company_id,
    tags: held?.tags.map(({ name }) => name).toSorted(),
    phones: valuesOf(({ field_code: code }) => code === 'PHONE'),
    position: valuesOf(({ field_id: fieldId }) => fieldId === position),
    leads: mock.store.links
      .all(id)
      .map(({ to_id: to }) => to)
      .toSorted((a, b) => a - b),
  }
}

const expectedOutcome: Record<UndoRow['would'], RowOutcome> = {
  restore: 'changed',
  changedSince: 'conflict',
  nothing: 'unchanged',
  tag: 'changed',
  cannot: 'invalid',
}

it.each(['main', 'legacy'])(
  'changes at %s what its preview has shown, and restores only what others have not changed',
  async (source) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const stack = buildStack({ contacts: 0 })
        const jobClient = openJobClient(stack, source)
        for (const id of [45, 46]) addLead(stack.mock, id)
        for (const id of [7, 8])
          stack.mock.store.companies.save({ id, name: `Company ${id}`, ...companyParts })
        rows.forEach(({ contact: seeded }, index) => addContact(stack, index + 1, seeded))
        const before = rows.map((_row, index) => stateOf(stack, index + 1))
        const { job, rows: done } = await jobClient.run({
          kind: 'edit',
          rows: rows.map(({ changes: list }, index) => ({ id: index + 1, changes: list })),
        })
        expect(job.counts.changed + job.counts.unchanged).toBe(rows.length)
        rows.forEach(({ edits }, index) => edits && editByOthers(stack, index + 1, edits))
        const between = rows.map((_row, index) => stateOf(stack, index + 1))
        if (job.counts.changed === 0) return

        const preview = await jobClient.preview(job.id)
        expect(preview.items.map(({ contactId }) => contactId)).toEqual(
          done.flatMap(({ contactId, result }) => (result.outcome === 'changed' ? contactId : [])),
        )
        const { rows: undone } = await jobClient.undo(job.id)
        expect(undone.map(({ result }) => result.outcome)).toEqual(
          preview.items.map(({ would }) => expectedOutcome[would]),
        )
        expect(preview.restored).toBe(
          undone.filter(({ result }) => result.outcome === 'changed').length,
        )
        const ids = preview.items.map(({ contactId }) => contactId)
        const idsWhere = (test: (item: UndoRow) => boolean) =>
          preview.items.filter(test).map(({ contactId }) => contactId)
        const statesOf = (of: number[]) => of.map((id) => stateOf(stack, id))
        const isAlone = ({ contactId }: UndoRow) => !rows[contactId - 1]?.edits
        const alone = idsWhere(isAlone)
        expect(idsWhere(({ would }) => would === 'restore')).toEqual(
          idsWhere(({ attributes, would }) => would === 'restore' && attributes.length > 0),
        )
        expect(idsWhere((item) => isAlone(item) && item.would !== 'restore')).toEqual([])
        expect(statesOf(alone)).toEqual(alone.map((id) => before[id - 1]))
        const left = idsWhere(({ would }) => would !== 'restore')
        expect(statesOf(left)).toEqual(left.map((id) => between[id - 1]))
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: runs(15) },
    )
  },
  timeLimit(120_000),
)
