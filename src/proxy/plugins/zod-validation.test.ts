import * as z from 'zod/mini'
import { expect, it } from 'vitest'
import { contactPage } from '#contract/api/contacts.ts'
import { sourceList } from '#contract/api/sources.ts'
import { buildStack } from '#testing/stack.ts'
import { serializerOf } from './zod-validation.ts'

it('writes a page exactly as parsing and writing it would', async () => {
  const { proxy } = buildStack({ contacts: 250 })
  const page: unknown = (await proxy.inject('/api/sources/main/contacts?size=250')).json()
  expect(serializerOf(contactPage)(page)).toBe(JSON.stringify(z.parse(contactPage, page)))
})

it('serialises only what the contract declares, in both ways of writing', async () => {
  const { proxy } = buildStack({ contacts: 1 })
  const page = (await proxy.inject('/api/sources/main/contacts')).json<{ items: object[] }>()
  const grown = {
    ...page,
    token: 'secret',
    items: page.items.map((c) => ({ ...c, token: 'secret' })),
  }
  expect(serializerOf(contactPage)(grown)).not.toContain('secret')
  const sources = (await proxy.inject('/api/sources')).json<{ items: object[] }>()
  const leaking = { items: sources.items.map((s) => ({ ...s, token: 'secret' })) }
  expect(serializerOf(sourceList)(leaking)).not.toContain('secret')
})
