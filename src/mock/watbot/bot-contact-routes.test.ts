import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'
import { buildDocumentedMock } from '#mock/mock-fixtures.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'

const apiPath = '/api/v1'
const createBotClient = () => buildDocumentedMock({ now: () => Date.parse('2019-05-10T10:38:28Z') })

describe('getContacts', () => {
  it('filters by bot and by inclusive dates, and may be empty', async () => {
    const { get } = createBotClient()
    const ids = async (query: string) =>
      (await get(`${apiPath}/getContacts?${query}`)).body.data.map(({ id }: { id: number }) => id)
    expect(await ids('bot_id=1')).toEqual([1, 2])
    expect(
      await ids(
        `date_from=${documentedBotContacts[0]!.created_at}&date_to=${documentedBotContacts[2]!.created_at}`,
      ),
    ).toEqual([1, 3])
    const { status, body } = await get(`${apiPath}/getContacts?bot_id=3`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ data: [], meta: { from: null, to: null, total: 0, last_page: 1 } })
  })

  it('links back from a page past the end, as Laravel does', async () => {
    const { get } = createBotClient()
    const { status, body } = await get(`${apiPath}/getContacts?page=7`)
    expect({ status, data: body.data }).toEqual({ status: 200, data: [] })
    expect(body.links).toMatchObject({
      prev: 'http://example.amocrm.ru/api/v1/getContacts?page=6',
      next: null,
    })
  })

  it('pages with totals and lists every contact once', async () => {
    const mock = buildMock({ contacts: 200 })
    const { get } = mockClient(mock)
    const seen: number[] = []
    let last = 1
    for (let page = 1; page <= last; page++) {
      const { body } = await get(`${apiPath}/getContacts?count=30&page=${page}`)
      last = body.meta.last_page
      expect(body.links.next === null).toBe(page === last)
      seen.push(...body.data.map(({ id }: { id: number }) => id))
    }
    const total = (await get(`${apiPath}/getContacts?count=1`)).body.meta.total
    expect(last).toBe(Math.ceil(total / 30))
    expect(new Set(seen).size).toBe(total)
    expect(seen).toHaveLength(total)
  })

  it('shares phone numbers with many amoCRM contacts, and has others', async () => {
    const mock = buildMock({ contacts: 400 })
    const { get } = mockClient(mock)
    const { data } = (await get(`${apiPath}/getContacts`)).body
    const isKnown = await Promise.all(
      data
        .filter(({ phone }: { phone: string | null }) => phone)
        .map(
          async ({ phone }: { phone: string }) =>
            (await get(`/api/v4/contacts?query=${phone}`)).status === 200,
        ),
    )
    expect(isKnown.filter(Boolean).length).toBeGreaterThan(isKnown.length / 2)
    expect(isKnown.filter((known) => !known).length).toBeGreaterThan(3)
  })

  it('rejects invalid numbers in Russian, and bots of other accounts', async () => {
    const { get } = createBotClient()
    const { status, body } = await get(`${apiPath}/getContacts?count=501&bot_id=x`)
    expect(status).toBe(422)
    expect(body).toEqual({
      message: 'The given data was invalid.',
      errors: {
        bot_id: ['Поле bot id должно быть целым числом.'],
        count: ['Значение поля count не может быть больше 500.'],
      },
    })
    expect(await get(`${apiPath}/getContacts?bot_id=99`)).toMatchObject({
      status: 403,
      body: { message: 'This action is unauthorized.' },
    })
  })
})

describe('createOrUpdateContact', () => {
  const create = `${apiPath}/createOrUpdateContact`

  it('identifies a contact by bot, messenger and id, and keeps values that were not sent', async () => {
    const { post } = createBotClient()
    const vk = { bot_id: 2, messenger: 'vk', vk_id: 77 }
    const first = (await post(create, { ...vk, name: 'A', email: 'a@b.ru' })).body.data
    expect(first.vk_user_id).toBe('77')
    const second = (await post(create, { ...vk, name: 'B', tags: ['x'] })).body.data
    expect(second).toMatchObject({ id: first.id, name: 'B', email: 'a@b.ru', tags: ['x'] })
    expect((await post(create, { ...vk, name: 'B' })).body.data.tags).toEqual(['x'])
    expect((await post(create, { ...vk, bot_id: 3, name: 'C' })).body.data.id).not.toBe(first.id)
    const telegram = await post(create, {
      bot_id: 1,
      messenger: 'telegram',
      telegram_id: 123456,
      name: 'Пётр',
      telegram_username: '@pp',
    })
    expect(telegram.body.data).toMatchObject({
      id: 2,
      telegram_id: '123456',
      telegram_username: 'pp',
    })
  })

  it.each([
    [
      {},
      {
        bot_id: ['Поле bot id обязательно для заполнения.'],
        messenger: ['Поле messenger обязательно для заполнения.'],
        name: ['Поле name обязательно для заполнения.'],
      },
    ],
    [
      { bot_id: 1, name: 'x', messenger: 'whatsapp' },
      { phone: ['Поле phone обязательно для заполнения, когда messenger равно whatsapp.'] },
    ],
    [{ bot_id: 1, name: 'x', messenger: 'telegram' }, { telegram_id: [expect.any(String)] }],
    [{ bot_id: 1, name: 'x', messenger: 'viber' }, { viber_id: [expect.any(String)] }],
    [{ bot_id: 1, name: 'x', messenger: 'vk' }, { vk_id: [expect.any(String)] }],
    [
      { bot_id: 1, name: 'x', messenger: 'icq' },
      { messenger: ['Выбранное значение для messenger ошибочно.'] },
    ],
    [
      { bot_id: 1, name: 'x', messenger: 'vk', vk_id: 'me', tags: 'a' },
      {
        vk_id: ['Поле vk id должно быть целым числом.'],
        tags: ['Поле tags должно быть массивом.'],
      },
    ],
  ])('rejects %o', async (input, errors) => {
    const { status, body } = await createBotClient().post(create, input)
    expect(status).toBe(422)
    expect(body).toEqual({ message: 'The given data was invalid.', errors })
  })
})
