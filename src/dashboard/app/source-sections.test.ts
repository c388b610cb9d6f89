import { expect, it } from 'vitest'
import { defaultRoleSettings, rightsOf, role, type Role } from '#contract/api/roles.ts'
import { sourceList } from '#contract/api/sources.ts'
import { grantedSource } from '#dashboard/domain/granted-source.ts'
import { startI18n } from '#dashboard/lib/i18n.ts'
import { buildStack } from '#testing/stack.ts'
import { sectionsOf } from './source-sections.ts'

/** The sections of each source for somebody with these roles; sources without one are not seen. */
async function sectionsAs(roles: Partial<Record<string, Role>>) {
  const { items } = sourceList.parse(await (await buildStack().fetch('/api/sources')).json())
  const { t } = await startI18n('en')
  const seen = items.flatMap((source) => {
    const name = roles[source.id]
    if (!name) return []
    return grantedSource({ ...source, rights: rightsOf(name, defaultRoleSettings[name]) })
  })
  return Object.fromEntries(
    seen.map((source) => [source.id, sectionsOf(source, seen, t).map(({ name }) => name)]),
  )
}

const everywhere = (name: Role) => ({ main: name, legacy: name, bots: name })

it.each(role.options)(
  'a %s is shown the pages on which they may read or do something',
  async (name) => {
    const isViewer = name === 'viewer'
    expect(await sectionsAs(everywhere(name))).toEqual({
      main: ['overview', 'contacts', 'chats', 'jobs'],
      legacy: ['overview', 'contacts', 'jobs'],
      bots: ['overview', 'contacts', ...(isViewer ? [] : ['bot-contacts']), 'jobs'],
    })
  },
)

it.each<[string, Partial<Record<string, Role>>, boolean]>([
  ['where contacts may be created', { bots: 'viewer', main: 'support' }, true],
  ['where statuses may be set', { bots: 'support', main: 'viewer' }, true],
  ['where nothing can be written', { bots: 'viewer', main: 'viewer' }, false],
])('matching is shown %s', async (_where, roles, isShown) => {
  const { bots } = await sectionsAs(roles)
  expect(bots?.includes('bot-contacts')).toBe(isShown)
})
