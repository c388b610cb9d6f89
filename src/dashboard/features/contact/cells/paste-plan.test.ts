import { describe, expect, it } from 'vitest'
import type { Contact } from '#contract/api/contacts.ts'
import { attributesOf, type AttributeKey } from '#contract/model/attribute.ts'
import { planPaste, type PasteTarget } from './paste-plan.ts'

const support = {
  knows: { company: true, responsible: true },
  sections: [],
  writes: { edit: true, nameParts: true, tags: true, links: [] },
}
const attributes = attributesOf(support as never, [])
const context = { typing: { timeZone: null, isCommaDecimal: true } }

const contact = (id: number): Contact => ({
  id,
  name: `Person ${id}`,
  phones: [],
  emails: [],
  company: null,
  responsible: null,
  tags: [],
  createdAt: null,
  updatedAt: null,
  createdBy: null,
  updatedBy: null,
  nextTaskAt: null,
  fields: [],
})

const rows = (count: number, columns: AttributeKey[]): PasteTarget[][] =>
  Array.from({ length: count }, (_, index) =>
    columns.map((column) => ({
      contact: contact(index + 1),
      column,
      attribute: attributes.find((item) => item.key === column && !item.isReadOnly),
    })),
  )

describe('a block that is pasted', () => {
  it('changes the cells it covers, and no cell that has its value already', () => {
    const plan = planPaste(
      rows(2, ['name', 'phones']),
      [
        ['Person 1', '+79165550101'],
        ['Ada', ''],
      ],
      context,
    )
    expect(plan.values.map(({ contact: { id }, attribute }) => [id, attribute.key])).toEqual([
      [1, 'phones'],
      [2, 'name'],
    ])
    expect(plan).toMatchObject({ problems: [], beyond: { rows: 0, columns: 0 } })
  })

  it('clears a cell by a blank text', () => {
    const [[target] = []] = rows(1, ['name'])
    if (!target) throw new Error('no cell')
    const plan = planPaste([[target]], [['']], context)
    expect(plan.values).toMatchObject([{ before: { values: ['Person 1'] }, value: null }])
  })

  it('says what has no room', () => {
    const plan = planPaste(rows(1, ['name']), [['A', 'B', 'C'], ['D']], context)
    expect(plan.beyond).toEqual({ rows: 1, columns: 2 })
    expect(plan.values).toHaveLength(1)
  })

  it('leaves cells of lines that are shorter', () => {
    const plan = planPaste(rows(2, ['name', 'phones']), [['A', '+79165550101'], ['B']], context)
    expect(plan.values).toHaveLength(3)
    expect(plan.beyond).toEqual({ rows: 0, columns: 0 })
  })

  it('asks about what looks wrong', () => {
    const plan = planPaste(rows(1, ['phones', 'emails']), [['нет', 'ada@example.org']], context)
    expect(plan.values.map(({ warnings }) => warnings.length)).toEqual([1, 0])
  })

  it('names cells that cannot take their text', () => {
    const plan = planPaste(rows(1, ['id', 'name']), [['7', 'x'.repeat(300)]], context)
    expect(plan.values).toEqual([])
    expect(plan.problems.map(({ column, issues }) => [column, issues[0]?.code])).toEqual([
      ['id', 'read_only'],
      ['name', 'too_long'],
    ])
  })
})
