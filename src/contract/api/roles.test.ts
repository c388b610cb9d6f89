import { expect, it } from 'vitest'
import { right, type Right } from './rights.ts'
import { defaultRoleSettings, rightsOf, role } from './roles.ts'

const support: Right[] = ['read', 'chats', 'statuses', 'edit', 'notes', 'tasks']
const editor: Right[] = [...support, 'export', 'companies', 'bulk', 'import', 'merge', 'shareViews']

it.each([
  ['viewer', ['read']],
  ['support', support],
  ['editor', editor],
  ['admin', right.options],
] as const)('a %s may do what the table says', (of, rights) => {
  expect(new Set(rightsOf(of, defaultRoleSettings[of]))).toEqual(new Set(rights))
})

it('each role may do what the one before may, whatever is set for exports', () => {
  for (const mayExport of [true, false])
    for (const [index, of] of role.options.slice(1).entries())
      expect(rightsOf(of, { mayExport })).toEqual(
        expect.arrayContaining(rightsOf(role.options[index] ?? of, { mayExport })),
      )
})

it('files of contacts depend on the settings alone', () => {
  for (const of of role.options) {
    expect(rightsOf(of, { mayExport: true })).toContain('export')
    expect(rightsOf(of, { mayExport: false })).not.toContain('export')
  }
})
