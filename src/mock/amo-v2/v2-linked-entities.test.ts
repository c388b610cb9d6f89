import { describe, expect, it } from 'vitest'
import { buildDocumentedMock } from '#mock/mock-fixtures.ts'

describe('entities linked to a contact', () => {
  it.each([
    ['companies', 1_099_180, 'ООО Компания'],
    ['leads', 1_090_391, 'Сделка 1090391'],
    ['customers', 466_791, 'Екатерина Долгорукова'],
  ])('are found in %s by the id of its link, and link back', async (kind, id, name) => {
    const { get } = buildDocumentedMock()
    const { status, body } = await get(`/api/v2/${kind}?id=${id}`)
    expect(status).toBe(200)
    expect(body._embedded.items).toMatchObject([{ id, name, contacts: { id: [1_099_181] } }])
  })

  it('are paged by rows, and nothing found is 204', async () => {
    const { get } = buildDocumentedMock()
    const { body } = await get('/api/v2/leads?limit_rows=2&limit_offset=1')
    expect(body._embedded.items.map((lead: { id: number }) => lead.id)).toEqual([43_510, 45_615])
    expect(await get('/api/v2/companies?id=5')).toMatchObject({ status: 204, body: '' })
  })

  it('are for users only', async () => {
    const { send } = buildDocumentedMock()
    const response = await send('GET', '/api/v2/leads', undefined, {
      authorization: 'Bearer wrong',
    })
    expect(response.status).toBe(401)
  })
})
