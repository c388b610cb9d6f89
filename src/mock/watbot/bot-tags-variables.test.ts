import { describe, expect, it } from 'vitest'
import { mockClient } from '#mock/mock-client.ts'
import { buildDocumentedMock } from '#mock/mock-fixtures.ts'

const apiPath = '/api/v1'
const createBotClient = () => buildDocumentedMock({ now: () => Date.parse('2019-05-10T10:38:28Z') })

describe('setYsellStatus', () => {
  const set = `${apiPath}/setYsellStatus`
  it('responds 204 without a body, as in seed 004, and 422 to more than 64 characters', async () => {
    const { post, store } = createBotClient()
    expect(await post(set, { contact_id: 1, status: 'ж'.repeat(64) })).toMatchObject({
      status: 204,
      body: '',
    })
    expect(store.botContacts.get(1)?.ysell_status).toBe('ж'.repeat(64))
    const { status, body } = await post(set, { contact_id: 1, status: 'ж'.repeat(65) })
    expect(status).toBe(422)
    expect(body.errors).toEqual({
      status: ['Количество символов в поле status не может превышать 64.'],
    })
    expect((await post(set, { status: 'x' })).body.errors).toEqual({
      contact_id: ['Поле contact id обязательно для заполнения.'],
    })
    expect((await post(set, { contact_id: 99, status: 'x' })).status).toBe(422)
  })
})

describe('tags and variables', () => {
  it('are attached, listed and detached', async () => {
    const { get, post } = createBotClient()
    await post(`${apiPath}/attachTagToContact`, { contact_id: 1, name: 'редкий' })
    expect((await get(`${apiPath}/getContactTags?contact_id=1`)).body.data).toEqual(['редкий'])
    expect((await get(`${apiPath}/getBotTags?bot_id=1`)).body.data).toContain('редкий')
    await post(`${apiPath}/detachTagFromContact`, { contact_id: 1, name: 'редкий' })
    expect((await get(`${apiPath}/getContactTags?contact_id=1`)).body.data).toEqual([])
    await post(`${apiPath}/setContactVariable`, {
      contact_id: 1,
      name: 'city',
      value: 'Казань',
      deletable: 0,
    })
    const { data } = (await get(`${apiPath}/getContactVariables?contact_id=1`)).body
    expect(data).toEqual([
      {
        id: data[0].id,
        name: 'city',
        value: 'Казань',
        deletable: false,
        variable: { id: data[0].id, name: 'city' },
      },
    ])
    await post(`${apiPath}/deleteContactVariable`, { contact_id: 1, name: 'city' })
    expect((await get(`${apiPath}/getContactVariables?contact_id=1`)).body.data).toEqual([])
    expect((await get(`${apiPath}/getContactTags`)).status).toBe(422)
  })

  it('never share an id between two variables', async () => {
    const { get, post } = createBotClient()
    const set = (name: string) =>
      post(`${apiPath}/setContactVariable`, { contact_id: 1, name, value: 'x' })
    for (const name of ['a', 'b']) await set(name)
    await post(`${apiPath}/deleteContactVariable`, { contact_id: 1, name: 'a' })
    await set('c')
    const { data } = (await get(`${apiPath}/getContactVariables?contact_id=1`)).body
    expect(new Set(data.map(({ id }: { id: number }) => id)).size).toBe(2)
  })
})

describe('authentication', () => {
  it('is read from the query, the body or the Bearer header', async () => {
    const mock = createBotClient()
    const { get, post } = mockClient(mock, '')
    expect(await get(`${apiPath}/getMe`)).toMatchObject({
      status: 401,
      body: { message: 'Unauthenticated.' },
    })
    expect((await get(`${apiPath}/getMe?api_token=demo-token`)).status).toBe(200)
    expect(
      (
        await post(`${apiPath}/setYsellStatus`, {
          api_token: 'demo-token',
          contact_id: 1,
          status: 'x',
        })
      ).status,
    ).toBe(204)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(
      (await post(`${apiPath}/setYsellStatus`, 'api_token=demo-token&contact_id=1&status=x', form))
        .status,
    ).toBe(204)
    expect((await mock.get(`${apiPath}/getMe`)).status).toBe(200)
  })
})
