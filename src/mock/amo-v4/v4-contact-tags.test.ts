import { describe, expect, it } from 'vitest'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'

const contacts = '/api/v4/contacts'

describe('tags', () => {
  it('are replaced, added and deleted; a new name creates a tag', async () => {
    const mock = buildEmptyMock()
    const { store } = mock
    const { patch } = mockClient(mock)
    const { id, tags } = store.addContact({ name: 'x', tags: ['vip', 'опт'] })
    const after = async (change: object) => {
      expect((await patch(contacts, [{ id, ...change }])).status).toBe(200)
      return store.contact(id)?.tags.map(({ name }) => name)
    }
    expect(await after({ tags_to_add: [{ name: 'новый' }, { id: tags[0]!.id }] })).toEqual([
      'vip',
      'опт',
      'новый',
    ])
    expect(await after({ tags_to_delete: [{ name: 'опт' }, { id: tags[0]!.id }] })).toEqual([
      'новый',
    ])
    expect(await after({ _embedded: { tags: [{ name: 'a' }, { id: tags[1]!.id }] } })).toEqual([
      'a',
      'опт',
    ])
    const both = { _embedded: { tags: [{ name: 'b' }] }, tags_to_add: [{ name: 'c' }] }
    expect(await after(both)).toEqual(['b'])
    expect(await after({ _embedded: { tags: null } })).toEqual([])
    expect(await after({ tags_to_add: [{ name: 'd' }] })).toEqual(['d'])
    expect(await after({ _embedded: { tags: [] } })).toEqual([])
    const unknown = await patch(contacts, [{ id, _embedded: { tags: [{ id: 999_999 }] } }])
    expect(unknown.body['validation-errors'][0].errors).toMatchObject([
      { code: 'NotSupportedChoice', path: '_embedded.tags.0.id' },
    ])
  })
})
