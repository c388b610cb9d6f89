import { describe, expect, it } from 'vitest'
import { mockClient } from '#mock/mock-client.ts'
import { addLead, buildEmptyMock } from '#mock/mock-fixtures.ts'

function createLinkMock() {
  const mock = buildEmptyMock()
  const { id } = mock.store.addContact({ name: 'x' })
  addLead(mock, 45615)
  for (const companyId of [601, 602])
    mock.store.companies.save({
      id: companyId,
      name: `Company ${companyId}`,
      responsible_user_id: 504141,
      group_id: 0,
      created_by: 504141,
      updated_by: 504141,
      created_at: 1,
      updated_at: 1,
      account_id: 28805383,
      closest_task_at: null,
      is_deleted: false,
      custom_fields_values: null,
    })
  return { ...mock, ...mockClient(mock), id, path: `/api/v4/contacts/${id}` }
}
const element = { to_entity_id: 9100001, to_entity_type: 'catalog_elements' }

describe('links of a contact', () => {
  it('are added, listed and removed', async () => {
    const { get, post, path, id } = createLinkMock()
    expect((await get(`${path}/links`)).status).toBe(204)
    const items = [
      { ...element, metadata: { catalog_id: 8001, quantity: 2.5, price_id: 55 } },
      { to_entity_id: 601, to_entity_type: 'companies' },
      { to_entity_id: 45615, to_entity_type: 'leads', metadata: { is_main: true } },
    ]
    const { status, body } = await post(`${path}/link`, items)
    expect(status).toBe(200)
    expect(body._total_items).toBe(3)
    expect(body._embedded.links[0]).toEqual({
      entity_id: id,
      entity_type: 'contacts',
      ...element,
      metadata: { catalog_id: 8001, quantity: 2.5, price_id: 55 },
    })
    const listed = (await get(`${path}/links`)).body._embedded.links
    expect(listed).toHaveLength(3)
    expect(
      listed.find((link: { to_entity_type: string }) => link.to_entity_type === 'leads').metadata,
    ).toEqual({ main_contact: true })
    const filtered = await get(
      `${path}/links?filter[to_entity_id]=601&filter[to_entity_type]=companies`,
    )
    expect(filtered.body._total_items).toBe(1)
    const ofContacts = await get(
      `/api/v4/contacts/links?filter[entity_id][]=${id}&filter[to_catalog_id]=8001`,
    )
    expect(ofContacts.body._embedded.links).toMatchObject([
      { entity_id: id, to_entity_id: 9100001 },
    ])
    const read = (await get(`${path}?with=leads,catalog_elements`)).body._embedded
    expect(read).toMatchObject({
      companies: [{ id: 601 }],
      leads: [{ id: 45615 }],
      catalog_elements: [{ metadata: { quantity: 2.5 } }],
    })
    expect(await post(`${path}/unlink`, items)).toMatchObject({ status: 204, body: '' })
    expect((await get(`${path}/links`)).status).toBe(204)
  })

  it('have one company only: another replaces it', async () => {
    const { get, post, path, id } = createLinkMock()
    await post('/api/v4/contacts/link', [
      { entity_id: id, to_entity_id: 601, to_entity_type: 'companies' },
    ])
    await post('/api/v4/contacts/link', [
      { entity_id: id, to_entity_id: 602, to_entity_type: 'companies' },
    ])
    expect((await get(path)).body._embedded.companies.map((c: { id: number }) => c.id)).toEqual([
      602,
    ])
    await post('/api/v4/contacts/unlink', [
      { entity_id: id, to_entity_id: 602, to_entity_type: 'companies' },
    ])
    expect((await get(path)).body._embedded.companies).toEqual([])
  })

  it.each([
    [{ to_entity_type: 'leads' }, 'FieldMissing', 'to_entity_id'],
    [{ to_entity_id: 1 }, 'FieldMissing', 'to_entity_type'],
    [{ to_entity_id: 999, to_entity_type: 'leads' }, 'NotSupportedChoice', 'to_entity_id'],
    [{ to_entity_id: 601, to_entity_type: 'planets' }, 'NotSupportedChoice', 'to_entity_type'],
    [element, 'FieldMissing', 'metadata.catalog_id'],
    [
      { ...element, metadata: { catalog_id: 8001, updated_by: 504147 } },
      'NotSupportedChoice',
      'metadata.updated_by',
    ],
  ])('reject %o', async (item, code, path) => {
    const mock = createLinkMock()
    const { status, body } = await mock.post(`${mock.path}/link`, [item])
    expect(status).toBe(400)
    expect(body['validation-errors'][0].errors).toMatchObject([{ code, path }])
  })
})
