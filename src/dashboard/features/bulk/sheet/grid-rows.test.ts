import { expect, it } from 'vitest'
import { targetOf, type RowStatus } from './grid-rows.ts'

const lost = (resembles: number | null): RowStatus => ({
  kind: 'unknown',
  resembles,
  job: 'j',
  line: 1,
})
const done: RowStatus = { kind: 'done', id: 9, outcome: 'created' }

it.each<{
  what: string
  cells: Record<string, string>
  status?: RowStatus
  canSearch?: boolean
  target: unknown
}>([
  { what: 'a new row', cells: { name: 'Ada' }, target: undefined },
  { what: 'a created contact', cells: { name: 'Ada' }, status: done, target: { id: 9 } },
  { what: 'a similar contact', cells: { name: 'Ada' }, status: lost(7), target: { id: 7 } },
  {
    what: 'the full name',
    cells: { name: ' Ada ' },
    status: lost(null),
    target: { search: 'Ada' },
  },
  {
    what: 'the parts of a name',
    cells: { name: '', firstName: 'Ada', lastName: 'King' },
    status: lost(null),
    target: { search: 'Ada King' },
  },
  {
    what: 'the first phone',
    cells: { phones: '+79165550101; +79165550102', emails: 'a@b.c' },
    status: lost(null),
    target: { search: '+79165550101' },
  },
  {
    what: 'the first e-mail',
    cells: { emails: 'a@b.c; d@e.f' },
    status: lost(null),
    target: { search: 'a@b.c' },
  },
  {
    what: 'no search',
    cells: { name: 'Ada' },
    status: lost(null),
    canSearch: false,
    target: undefined,
  },
])('a row leads to $what', ({ cells, status, canSearch = true, target }) => {
  expect(targetOf({ key: 1, cells, ...(status && { status }) }, canSearch)).toEqual(target)
})
