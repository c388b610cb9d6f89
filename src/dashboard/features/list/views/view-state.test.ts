import { describe, expect, it } from 'vitest'
import type { SavedView } from '#contract/api/views.ts'
import { inTabOrder, neighborOf, viewStateOf, type SeenView } from './view-state.ts'

const at = '2026-11-28T00:00:00.000Z'
const view = (id: string, change: Partial<SavedView> = {}): SavedView => ({
  id,
  name: id.toUpperCase(),
  search: `search=${id}`,
  isShared: false,
  isOwn: true,
  mayEdit: true,
  owner: 'Olga',
  position: 1,
  version: 1,
  createdAt: at,
  changedAt: at,
  changedBy: 'Olga',
  deletedAt: null,
  ...change,
})
const a = view('a')
const newerA = view('a', { search: 'search=theirs', version: 2 })
const seenA: SeenView = { name: 'A', search: 'search=a', version: 1 }

describe('how the list stands to its view', () => {
  const base = {
    views: [a],
    isRead: true,
    opened: 'a' as string | undefined,
    address: 'search=a',
    normalize: (search: string) => search,
    seen: undefined as SeenView | undefined,
  }
  it.each([
    ['shows it', {}, { is: 'view', isChanged: false, isNewer: false }],
    ['was changed since', { address: 'search=b' }, { is: 'view', isChanged: true, isNewer: false }],
    [
      'is what a view has, without its ID',
      { opened: undefined },
      { is: 'view', isChanged: false, isNewer: false },
    ],
    [
      'is what somebody has changed since',
      { views: [newerA], seen: seenA },
      { is: 'view', isChanged: true, isNewer: true },
    ],
    [
      'was changed, and its view by somebody else as well',
      { views: [newerA], seen: seenA, address: 'search=mine' },
      { is: 'view', isChanged: true, isNewer: true },
    ],
    [
      'is of a view that was only renamed',
      { views: [view('a', { name: 'B', version: 2 })], seen: seenA, address: 'search=mine' },
      { is: 'view', isChanged: true, isNewer: false },
    ],
    [
      'agrees with the newer one already',
      { views: [newerA], seen: seenA, address: 'search=theirs' },
      { is: 'view', isChanged: false, isNewer: false },
    ],
    ['is of a view that is gone', { views: [], seen: seenA }, { is: 'gone', name: 'A' }],
    ['is of one that was never seen', { views: [] }, { is: 'gone', name: undefined }],
    ['waits for the proxy', { views: [], isRead: false }, { is: 'none', isFiltered: true }],
    [
      'shows everything, in other columns',
      { views: [], opened: undefined, address: 'columns=name&size=100' },
      { is: 'none', isFiltered: false },
    ],
    [
      'is filtered without a view',
      { views: [], opened: undefined, address: 'created=last7' },
      { is: 'none', isFiltered: true },
    ],
  ])('%s', (_case, change, expected) => {
    expect(viewStateOf({ ...base, ...change })).toMatchObject(expected)
  })
})

const team = view('team', { isShared: true, position: 1 })
const sales = view('sales', { isShared: true, position: 4, mayEdit: false })
const b = view('b', { position: 3 })
const all = [team, a, b, sales]

it('lists one’s own views before the shared ones', () => {
  expect(inTabOrder(all).map(({ id }) => id)).toEqual(['a', 'b', 'team', 'sales'])
})

it.each([
  ['the next of one’s own', a, 1, 'b'],
  ['the one before', b, -1, 'a'],
  ['nothing at the ends', a, -1, undefined],
  ['nothing of another group', b, 1, undefined],
  ['nothing that one may not change', team, 1, undefined],
] as const)('moves a view past %s', (_case, moved, step, expected) => {
  expect(neighborOf(all, moved, step)?.id).toBe(expected)
})
