import { describe, expect, it } from 'vitest'
import { defaultRoleSettings, rightsOf, role, type Role } from '#contract/api/roles.ts'
import { isOffered, rowLimitOf } from './job-limits.ts'

const limitsOf = (name: Role, maxRows: number | null) => {
  const rights = rightsOf(name, defaultRoleSettings[name])
  return (['edit', 'create', 'link', 'chats', 'status'] as const).map((kind) =>
    rowLimitOf({ rights }, kind, maxRows),
  )
}

describe('how many rows somebody may write at once', () => {
  it.each([
    ['viewer', 1, [0, 0, 0, 0, 0]],
    ['support', 250, [1, 1, 1, 250, 250]],
    ['editor', 10_000, [10_000, 10_000, 10_000, 10_000, 10_000]],
    ['admin', null, [null, null, null, null, null]],
  ] as const)('is known of a %s by kind', (name, maxRows, expected) => {
    expect(limitsOf(name, maxRows)).toEqual(expected)
  })

  it('is known of each role', () => {
    expect(role.options).toHaveLength(4)
  })

  it.each([
    [1, 0, false],
    [0, 0, false],
    [1, 1, true],
    [2, 1, false],
    [250, 250, true],
    [251, 250, true],
    [5000, null, true],
  ])('offers a write of %i rows with a limit of %s: %s', (rows, limit, expected) => {
    expect(isOffered(rows, limit)).toBe(expected)
  })
})
