import { describe, expect, it } from 'vitest'
import { role, defaultRoleSettings, rightsOf, type Role } from '#contract/api/roles.ts'
import { firstOf } from '#testing/first-of.ts'
import { buildStack } from '#testing/stack.ts'
import { sourceList, type Source } from '#contract/api/sources.ts'
import { grantedSource, mayAt } from './granted-source.ts'

const read = async () => {
  const response = await buildStack().fetch('/api/sources')
  return sourceList.parse(await response.json()).items
}

describe('a source as one may use it', () => {
  const table: [Role, { edits: boolean; sets: boolean; bulk: boolean; files: boolean }][] = [
    ['viewer', { edits: false, sets: false, bulk: false, files: false }],
    ['support', { edits: true, sets: true, bulk: false, files: false }],
    ['editor', { edits: true, sets: true, bulk: true, files: true }],
    ['admin', { edits: true, sets: true, bulk: true, files: true }],
  ]

  it('has a row for each role', () => {
    expect(table.map(([name]) => name)).toEqual(role.options)
  })

  it.each(table)('offers a %s what the role allows', async (name, expected) => {
    const rights = rightsOf(name, defaultRoleSettings[name])
    const granted = (await read()).map((source) => grantedSource({ ...source, rights }))
    expect({
      edits: granted.some(({ capabilities }) => capabilities.writes !== null),
      sets: granted.some(({ capabilities }) => capabilities.status !== null),
      bulk: granted.every((source) => mayAt(source, 'bulk')),
      files: granted.every((source) => mayAt(source, 'export')),
    }).toEqual(expected)
  })

  it('offers everything where rights do not depend on who asks', async () => {
    const { rights: _rights, ...rest } = firstOf(await read())
    const source: Source = rest
    expect(grantedSource(source)).toEqual(source)
    expect(mayAt(source, 'merge')).toBe(true)
  })
})
