import { expect, it } from 'vitest'
import { failedCsv } from '#proxy/jobs/failed-csv.ts'
import { fieldsIn, joinImages, readImage } from './journal.ts'
import { inverseIntents, planLinks, linkIntentsOf } from '#proxy/jobs/plan/link-plan.ts'

const none = { leads: [], customers: [], companies: [], catalogElements: [] }

it('keeps the first of two images of a value, and all values of both', () => {
  const text = (value: string) => ({ kind: 'text' as const, values: [value] })
  const first = { contact: { name: 'a', fields: [{ id: 1, content: text('a') }] } }
  const second = {
    contact: {
      name: 'b',
      lastName: 'b',
      fields: [
        { id: 1, content: text('b') },
        { id: 2, content: null },
      ],
    },
  }
  const joined = joinImages(first, second)
  expect(joined).toEqual({
    contact: {
      name: 'a',
      lastName: 'b',
      fields: [
        { id: 1, content: text('a') },
        { id: 2, content: null },
      ],
    },
  })
  expect(fieldsIn(joined)).toEqual(['name', 'lastName', 'fields.1', 'fields.2'])
  expect(readImage(JSON.stringify(joined))).toEqual(joined)
  expect(readImage(null)).toBeUndefined()
})

it('unlinks a company only where it is the current one, and moves a contact explicitly', () => {
  const company = (id: number) => ({ target: 'companies' as const, id })
  const there = { ...none, companies: [7] }
  expect(planLinks(linkIntentsOf({ unlink: [company(8)] }, there), there).fields).toEqual([])
  expect(planLinks(linkIntentsOf({ unlink: [company(7)] }, there), there).unlink).toEqual([
    company(7),
  ])
  const moved = linkIntentsOf({ link: [company(8)], before: { company: null } }, there)
  expect(planLinks(moved, there).conflicts).toEqual([
    { field: 'links.companies', before: null, mine: { id: 8 }, theirs: { id: 7 } },
  ])
  const known = planLinks(linkIntentsOf({ link: [company(8)] }, there), there)
  const after = { ...none, companies: [8] }
  const back = planLinks(inverseIntents(known.base, known.after), after)
  expect(back).toMatchObject({ link: [company(7)], unlink: [], conflicts: [] })
  const elsewhere = { ...none, companies: [9] }
  expect(planLinks(inverseIntents(known.base, known.after), elsewhere).conflicts).toHaveLength(1)
})

it('knows list elements by how many there are', () => {
  const element = (quantity?: number) => ({
    target: 'catalogElements' as const,
    id: 71,
    catalog: 8,
    ...(quantity !== undefined && { quantity }),
  })
  const there = { ...none, catalogElements: [{ id: 71, catalog: 8, quantity: 2 }] }
  expect(planLinks(linkIntentsOf({ link: [element()] }, there), there).fields).toEqual([])
  const more = planLinks(linkIntentsOf({ link: [element(5)] }, there), there)
  expect(more).toMatchObject({ link: [element(5)], base: [{ link: element(2) }] })
})

it('writes no line of a table of nothing', async () => {
  const lines: string[] = []
  const pages = (async function* () {})()
  for await (const line of failedCsv(pages, { bom: false })) lines.push(line)
  expect(lines).toEqual(['"line","contact","name","outcome","field","code","reason","input"\r\n'])
})
