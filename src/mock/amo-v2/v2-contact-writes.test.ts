import { describe, expect, it } from 'vitest'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'
import { addDocumentedEntities } from '#mock/seed/documented-entities.ts'

const now = Date.UTC(2017, 9, 18) / 1000
const contactsPath = '/api/v2/contacts'
function createClient() {
  const mock = buildEmptyMock({ now: () => now * 1000 })
  addDocumentedEntities(mock.store)
  return { ...mock, ...mockClient(mock) }
}
const krylov = {
  name: 'Александр Крылов',
  tags: 'важный,доставка',
  leads_id: ['45615', '43510'],
  company_id: '30615',
  custom_fields: [
    { id: '4396818', values: [{ value: '89990123456', enum: 'WORK' }] },
    {
      id: '4400115',
      values: [
        { value: 'ул. Ленина, д. 1', subtype: 'address_line_1' },
        { value: 'Москва', subtype: 'city' },
      ],
    },
  ],
}

describe('writing as in seed 003', () => {
  it('accepts the same as a form', async () => {
    const { store, post } = createClient()
    const form =
      'add[0][name]=Form&add[0][tags]=a,b&add[0][custom_fields][0][id]=4396818&add[0][custom_fields][0][values][0][value]=%2B79&add[0][custom_fields][0][values][0][enum]=MOB'
    const { body } = await post(contactsPath, form, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    const created = store.contact(body._embedded.items[0].id)
    expect(created?.tags.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(created?.custom_fields_values?.[0]?.values).toEqual([
      { value: '+79', enum_id: 3685089, enum_code: 'MOB' },
    ])
  })

  it('saves the valid items of a request and reports the others', async () => {
    const { store, post } = createClient()
    const { id } = store.addContact({ name: 'kept', updated_at: now })
    const { status, body } = await post(contactsPath, {
      add: [
        { name: 'good', request_id: 7 },
        { tags: 'nameless' },
        { name: 'x', custom_fields: [{ id: 5, values: [{ value: 1 }] }] },
      ],
      update: [{ id, updated_at: now, name: 'stale' }],
    })
    expect(status).toBe(200)
    expect(body._embedded.items).toMatchObject([{ request_id: 7 }])
    expect(body._embedded.errors).toMatchObject({
      add: [{ code: 238 }, { code: 204 }],
      update: { [id]: 'Last modified date is older than in database' },
    })
    expect(store.contact(id)?.name).toBe('kept')
    const unknown = await post(contactsPath, {
      update: [
        { id, name: 'no date' },
        { id: 5, updated_at: now },
      ],
    })
    expect(unknown.body._embedded.errors.update).toMatchObject([{ code: 209 }, { code: 212 }])
  })

  it('rejects an empty request', async () => {
    const { post } = createClient()
    const codes = [
      [{}, '206'],
      [{ add: [] }, '201'],
      [{ update: [] }, '208'],
      [[], '206'],
    ] as const
    for (const [body, error_code] of codes)
      expect(await post(contactsPath, body)).toMatchObject({
        status: 400,
        body: { response: { error_code } },
      })
  })

  it('links and unlinks, creates companies, replaces tags, clears address parts that were not sent', async () => {
    const { store, get, post } = createClient()
    const { id } = (await post(contactsPath, { add: [krylov] })).body._embedded.items[0]
    let clock = now
    const update = async (change: object) => {
      clock += 10
      const { body } = await post(contactsPath, { update: [{ id, updated_at: clock, ...change }] })
      expect(body._embedded.errors).toBeUndefined()
      return (await get(`${contactsPath}?id=${id}`)).body._embedded.items[0]
    }
    const linked = await update({ leads_id: [1090391], customers_id: '466791', tags: ['a', 'b'] })
    expect(linked).toMatchObject({
      leads: { id: [43510, 45615, 1090391] },
      customers: { id: [466791] },
    })
    expect(linked.tags.map(({ name }: { name: string }) => name)).toEqual(['a', 'b'])
    const unlinked = await update({
      unlink: { leads_id: [43510, '45615', 1090391], company_id: 30615, customers_id: ['466791'] },
      tags: '',
    })
    expect(unlinked).toMatchObject({ leads: {}, company: {}, customers: {}, tags: [] })
    const moved = await update({
      company_name: 'Новая',
      custom_fields: [{ id: 4400115, values: [{ value: 'Казань', subtype: '3' }] }],
    })
    expect(moved.company.name).toBe('Новая')
    expect(moved.custom_fields.find((f: { id: number }) => f.id === 4400115).values).toEqual([
      { value: 'Казань', subtype: '3' },
    ])
    const cleared = await update({ custom_fields: [{ id: 4396818, values: [] }] })
    expect(cleared.custom_fields.map((f: { id: number }) => f.id)).not.toContain(4396818)
    expect(store.contact(id)?.updated_at).toBe(clock)
  })
})

describe('a user with rights to their own contacts', () => {
  it('changes no other contacts', async () => {
    const mock = createClient()
    const own = { token: 'own', user_id: 504143, client_id: null, expires_at: null }
    mock.store.tokens.issue({ ...own, kind: 'access' })
    const { id: ownId } = mock.store.addContact({ responsible_user_id: 504143 })
    const { id: otherId } = mock.store.addContact({ responsible_user_id: 504142 })
    const update = [ownId, otherId].map((id) => ({ id, updated_at: now + 60, name: 'x' }))
    const { body } = await mockClient(mock, 'own').post(contactsPath, { update })
    expect(body._embedded.items).toMatchObject([{ id: ownId }])
    expect(body._embedded.errors.update).toMatchObject([{ id: otherId, code: 212 }])
  })
})
