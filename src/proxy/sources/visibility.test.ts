import { expect, it } from 'vitest'
import { visibleChanges } from './visibility.ts'

const changes = { added: [1], changed: [2, 3], removed: [4], isMany: false }

it('tells changes to whoever sees all contacts', async () => {
  const find = () => Promise.reject(new Error('asked for nothing'))
  expect(await visibleChanges(changes, { contacts: 'all' }, find)).toEqual(changes)
})

it('names only visible contacts to others, and says that there are more', async () => {
  const visibility = { contacts: 'ofResponsible', users: [7] } as const
  expect(
    await visibleChanges(changes, visibility, async (ids) => ids.filter((id) => id > 2)),
  ).toEqual({
    added: [],
    changed: [3],
    removed: [],
    isMany: true,
  })
})
