import { describe, expect, it } from 'vitest'
import { attributesOf, type AttributeKey } from '#contract/model/attribute.ts'
import type { AttributeConflict } from '#contract/api/row-results.ts'
import type { Outcome } from '#dashboard/features/contact/form/contact-form-saving.ts'
import type { ValueWork } from '#dashboard/features/contact/value-edits.ts'
import { draftOf } from '#dashboard/fields/attribute-draft.ts'
import { textValue } from '#testing/values.ts'
import { combined, sendGroup, withEdit } from './edit-group.ts'

const support = {
  knows: { company: true, responsible: true },
  sections: [],
  writes: { edit: true, nameParts: true, tags: true, links: [] },
}
const known = attributesOf(support as never, [])
const identity = { bot: '', messenger: '', id: '', username: '' }

function work(key: AttributeKey, before: string, after: string): ValueWork {
  const attribute = known.find((item) => item.key === key)
  if (!attribute) throw new Error(key)
  const values = (text: string) => ({ identity, drafts: { [key]: draftOf(textValue(text)) } })
  return { attribute, values: values(after), base: values(before) }
}
const saved: Outcome = {
  kind: 'saved',
  id: 5,
  merged: [],
  notSaved: [],
  undo: { id: 5, changes: [], before: {} },
}
const conflictIn = (attribute: AttributeKey): Outcome => ({
  kind: 'conflict',
  by: 'Olga',
  conflicts: [{ attribute, mine: null, theirs: textValue('theirs') } as AttributeConflict],
})

/** Sends with the outcomes in turn; what was sent is the list of attributes of each request. */
async function send(works: ValueWork[], ...outcomes: Outcome[]) {
  const sent: string[][] = []
  const result = await sendGroup(works, async ({ values }) => {
    sent.push(Object.keys(values.drafts))
    const next = outcomes.shift()
    if (!next) throw new Error('one request too many')
    return next
  })
  return { ...result, sent }
}

const both = [work('name', 'Ada', 'Ada King'), work('firstName', 'Ada', 'A.')]

it('bases a value that is edited twice on what was seen first', () => {
  const group = withEdit(
    withEdit(new Map(), work('name', 'Ada', 'Ada K')),
    work('name', 'Ada K', 'Ada King'),
  )
  const { values, base } = combined([...group.values()])
  expect([base.drafts['name']?.value, values.drafts['name']?.value]).toEqual([
    textValue('Ada'),
    textValue('Ada King'),
  ])
})

describe('edits of a contact that are sent together', () => {
  it('are one request', async () => {
    expect(await send(both, saved)).toMatchObject({
      sent: [['name', 'firstName']],
      failures: new Map(),
      undo: [saved.undo],
    })
  })

  it('are sent again without a value that others have changed', async () => {
    const { sent, failures, undo } = await send(both, conflictIn('name'), saved)
    expect(sent).toEqual([['name', 'firstName'], ['firstName']])
    expect([...failures]).toEqual([['name', expect.objectContaining({ kind: 'conflict' })]])
    expect(undo).toEqual([saved.undo])
  })

  it('are sent again without a value that the source rejects', async () => {
    const issue = { name: 'drafts.firstName', code: 'too_long', message: 'long' } as const
    const { sent, failures } = await send(
      both,
      { kind: 'rejected', issues: [issue], rest: [] },
      saved,
    )
    expect(sent).toEqual([['name', 'firstName'], ['name']])
    expect([...failures.keys()]).toEqual(['firstName'])
  })

  it.each<[string, Outcome]>([
    ['unknown', { kind: 'unknown', resembles: null }],
    ['gone', { kind: 'gone' }],
    ['overtaken', { kind: 'overtaken' }],
    [
      'rejected',
      {
        kind: 'rejected',
        issues: [],
        rest: [{ attribute: null, code: 'rejected', message: 'no' }],
      },
    ],
  ])('all fail if the contact as a whole is %s', async (kind, outcome) => {
    const { sent, failures } = await send(both, outcome)
    expect(sent).toHaveLength(1)
    expect([...failures.values()].map((failure) => failure.kind)).toEqual([kind, kind])
  })

  it('report the one that was not saved with the others', async () => {
    const notSaved = [{ attribute: 'name', code: 'name_of_parts', message: 'composed' } as const]
    const { failures } = await send(both, { ...saved, notSaved: [...notSaved] })
    expect([...failures.keys()]).toEqual(['name'])
  })
})
