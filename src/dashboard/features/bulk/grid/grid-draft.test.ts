import { expect, it } from 'vitest'
import { gridDrafts } from './grid-draft.ts'

it('reads a grid that version 0.1.0 stored', () => {
  const rows = [
    { key: 1, cells: { name: 'Ada' } },
    { key: 2, cells: { name: 'Grace' }, fate: { kind: 'sending' } },
    {
      key: 3,
      cells: { name: '' },
      fate: { kind: 'refused', reasons: [{ column: 'name', code: 'IsBlank', message: 'Blank' }] },
    },
  ]
  const order = { key: 'k', kind: 'create', rows: [2], job: null }
  const stored = { at: 1000, rows, shown: ['name'], order, tab: 'first' }
  localStorage.setItem('kartoteka.grid.main', JSON.stringify(stored))
  expect(gridDrafts.read('main', 2000)).toEqual({
    ...stored,
    rows: [
      rows[0],
      { key: 2, cells: { name: 'Grace' }, status: { kind: 'sending' } },
      {
        key: 3,
        cells: { name: '' },
        status: {
          kind: 'rejected',
          reasons: [{ column: 'name', code: 'rejected', message: 'Blank' }],
        },
      },
    ],
  })
})
