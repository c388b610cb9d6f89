import { describe, expect, it } from 'vitest'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { ContactPoint, Value } from '#contract/model/value.ts'
import type { ContactCreate, WriteResult } from '#proxy/sources/contact-write.ts'
import { buildSourceStack, editContact, writerOf } from '#testing/source-stack.ts'
import { documentedBotContacts as documentedBots } from '#mock/seed/documented-contacts.ts'

const call = { priority: 'person' } as const
const write = '/api/v1/createOrUpdateContact'

function documented() {
  const { mock, sources } = buildSourceStack()
  for (const contact of documentedBots) mock.store.botContacts.save(contact)
  const { bots } = sources
  const read = async (id: number): Promise<ContactDetail> => {
    const contact = await bots.reader.getContact(id, call)
    if (!contact) throw new Error(`No contact ${id}`)
    return contact
  }
  const create = async (draft: Partial<ContactCreate>): Promise<WriteResult> => {
    const [result] = await writerOf(bots).createContacts([{ values: {}, tags: [], ...draft }], call)
    if (!result) throw new Error('No result')
    return result
  }
  const edit = (change: Parameters<typeof editContact>[1]) => editContact(bots, change)
  const writes = () => mock.received.all().filter(({ method }) => method === 'POST')
  return { mock, bots, read, create, edit, writes }
}

const text = (value: string): Value => ({ kind: 'text', values: [value] })
const points = (...values: string[]): Value => ({
  kind: 'contactPoints',
  items: values.map((value): ContactPoint => ({ value, kind: null, kindId: null })),
})
const placesOf = (result: WriteResult) =>
  result.status === 'rejected' &&
  result.issues.map(({ attribute, index, part }) =>
    [attribute, index, part].filter((step) => step !== undefined).join(' '),
  )

const ivanov: ContactCreate = {
  values: {
    name: text('Ivan Ivanov'),
    phones: points('+7 (999) 765-43-21'),
    emails: points('mail@example.com'),
    'field:1': text('Moscow'),
  },
  tags: ['Тег 1', 'Тег 2'],
  identity: { bot: 1, messenger: 'whatsapp' },
}
const ivanovWith = (values: ContactCreate['values']): ContactCreate => ({
  ...ivanov,
  values: { ...ivanov.values, ...values },
})

describe('creating or updating', () => {
  it('writes the contact of seed 004, lists it, and changes it when it is written again', async () => {
    const { bots, create, read, writes } = documented()
    const result = await create(ivanov)
    expect(result).toMatchObject({ status: 'created' })
    const id = result.status === 'created' ? result.id : 0
    expect(writes()[0]?.body).toEqual({
      bot_id: 1,
      messenger: 'whatsapp',
      name: 'Ivan Ivanov',
      phone: '+79997654321',
      email: 'mail@example.com',
      address: 'Moscow',
    })
    expect(await read(id)).toMatchObject({
      name: 'Ivan Ivanov',
      phones: [{ value: '79997654321' }],
      emails: [{ value: 'mail@example.com' }],
      tags: [{ name: 'Тег 1' }, { name: 'Тег 2' }],
      fields: [{ id: 1, value: text('Moscow') }],
      identity: { bot: 1, messenger: 'whatsapp' },
    })
    const again = ivanovWith({ name: text('Ivan the Second'), phones: points('79997654321') })
    expect(await create({ ...again, tags: ['Тег 2', 'Тег 3'] })).toEqual({
      status: 'changed',
      id,
      updatedAt: null,
    })
    // Tags are added to the contact's existing tags.
    expect((await read(id)).tags.map(({ name }) => name)).toEqual(['Тег 1', 'Тег 2', 'Тег 3'])
    const query = { page: 1, size: 50, search: '', bot: 1 }
    const { items, total } = await bots.reader.listContacts(query, call)
    expect(total).toBe(3)
    expect(items.find((contact) => contact.id === id)?.name).toBe('Ivan the Second')
  })

  it.each([
    [
      { bot: 2, messenger: 'telegram', id: '555001', username: '@oleg' },
      { telegram_id: 555_001, telegram_username: 'oleg' },
    ],
    [{ bot: 2, messenger: 'viber', id: 'dD20=' }, { viber_id: 'dD20=' }],
    [{ bot: 2, messenger: 'vk', id: '17' }, { vk_id: 17 }],
  ] as const)('identifies a contact by %o', async (identity, sent) => {
    const { create, edit, read, writes } = documented()
    const result = await create({ values: { name: text('Олег') }, identity })
    const id = result.status === 'created' ? result.id : 0
    expect(writes()[0]?.body).toMatchObject(sent)
    const { username = null } = { username: undefined, ...identity }
    expect((await read(id)).identity).toEqual({ ...identity, username: username && 'oleg' })
    const emails = points('oleg@example.com')
    expect(await edit({ id, values: { emails } })).toMatchObject({ status: 'changed', id })
    expect(await read(id)).toMatchObject({ name: 'Олег', emails: [{ value: 'oleg@example.com' }] })
  })

  it('reports an existing contact as changed', async () => {
    const { create, read } = documented()
    const draft = {
      values: { name: text('Пётр') },
      identity: { bot: 1, messenger: 'telegram', id: '123456' },
    } as const
    expect(await create(draft)).toEqual({ status: 'changed', id: 2, updatedAt: null })
    expect(await read(2)).toMatchObject({ name: 'Пётр', phones: [{ value: '792712312321' }] })
  })

  const x = { name: text('x') }
  it.each<[string, Partial<ContactCreate>, string[]]>([
    ['nobody', { values: x }, ['identity']],
    [
      'a bot of another account',
      { values: x, identity: { bot: 9, messenger: 'viber', id: 'a' } },
      ['identity bot'],
    ],
    [
      'WhatsApp without a phone',
      { values: x, identity: { bot: 1, messenger: 'whatsapp' } },
      ['phones'],
    ],
    [
      'Telegram without an id',
      { values: x, identity: { bot: 1, messenger: 'telegram' } },
      ['identity id'],
    ],
    [
      'Telegram with letters',
      { values: x, identity: { bot: 1, messenger: 'telegram', id: 'oleg' } },
      ['identity id'],
    ],
    [
      'Viber with a username',
      { values: x, identity: { bot: 1, messenger: 'viber', id: 'a', username: 'b' } },
      ['identity username'],
    ],
    [
      'no name and two phones',
      {
        values: { phones: points('+71234567', '+72345678') },
        identity: { bot: 1, messenger: 'vk', id: '1' },
      },
      ['phones 1', 'name'],
    ],
    ['a national phone', ivanovWith({ phones: points('8 999 123-45-67') }), ['phones 0', 'phones']],
    [
      'attributes that bots do not have',
      ivanovWith({
        firstName: text('I'),
        responsible: { kind: 'user', id: 5, name: null },
        'field:2': text('x'),
        'field:7': text('y'),
      }),
      ['field:7', 'firstName', 'responsible', 'field:2'],
    ],
  ])('rejects %s before anything is sent', async (_, draft, places) => {
    const { create, writes } = documented()
    expect(placesOf(await create(draft))).toEqual(places)
    expect(writes()).toEqual([])
  })

  it('omits empty values of a new contact, and clears nothing', async () => {
    const { create, edit, writes } = documented()
    const cleared = { emails: null, 'field:1': null } as const
    expect(await create(ivanovWith(cleared))).toMatchObject({ status: 'created' })
    expect(writes()[0]?.body).not.toHaveProperty('email')
    expect(placesOf(await edit({ id: 1, values: cleared }))).toEqual(['emails', 'field:1'])
  })

  it('passes on the errors of WatBot, by attribute', async () => {
    const { create } = documented()
    expect(await create(ivanovWith({ emails: points('no e-mail') }))).toMatchObject({
      status: 'rejected',
      issues: [
        {
          attribute: 'emails',
          index: 0,
          code: 'rejected',
          message: expect.stringContaining('email'),
        },
      ],
    })
  })

  it('accepts one contact at a time', async () => {
    const { bots, writes } = documented()
    const { createContacts, editContacts } = writerOf(bots)
    await expect(createContacts([ivanov, ivanov], call)).rejects.toThrow('at most 1')
    const none = { values: {}, tags: { add: [], remove: [] } }
    const two = [1, 2].map((id) => ({ id, ...none }))
    await expect(editContacts(two, call, [])).rejects.toThrow('at most 1')
    expect(writes()).toEqual([])
  })

  it('reports an unknown outcome as unknown, also if only that of the tags is', async () => {
    const { create, edit, mock } = documented()
    mock.faults.add({ kind: 'cut-after', path: write, times: 1 })
    await expect(create(ivanov)).rejects.toMatchObject({ mayHaveHappened: true })
    mock.faults.add({ kind: 'status', status: 403, path: '/api/v1/attachTagToContact', times: 1 })
    const tags = { add: ['x'], remove: [] }
    await expect(edit({ id: 1, values: { name: text('Renamed') }, tags })).rejects.toMatchObject({
      failure: 'forbidden',
      mayHaveHappened: true,
    })
  })
})

describe('editing', () => {
  it('changes only what is named', async () => {
    const { edit, read } = documented()
    for (const id of [1, 2, 3]) {
      const before = await read(id)
      expect(await edit({ id, values: { name: text(`Name ${id}`) } })).toMatchObject({
        status: 'changed',
        id,
      })
      expect(await read(id)).toEqual({ ...before, name: `Name ${id}` })
    }
  })

  it('adds and removes tags, with other values or alone', async () => {
    const { edit, read, writes } = documented()
    const tags = async () => (await read(1)).tags.map(({ name }) => name)
    const values = { name: text('Both') }
    await edit({ id: 1, values, tags: { add: ['a', 'b'], remove: [] } })
    expect(await tags()).toEqual(['a', 'b'])
    const before = writes().length
    await edit({ id: 1, tags: { add: ['c'], remove: ['a'] } })
    expect(await tags()).toEqual(['b', 'c'])
    expect(
      writes()
        .slice(before)
        .map(({ url }) => url),
    ).toEqual(['/api/v1/attachTagToContact', '/api/v1/detachTagFromContact'])
  })

  it('does not turn a contact into another one', async () => {
    const { edit, writes } = documented()
    const phones = points('+79990000000')
    expect(placesOf(await edit({ id: 1, values: { phones } }))).toEqual(['phones'])
    const identity = { bot: 2, messenger: 'viber', id: '5' } as const
    expect(placesOf(await edit({ id: 2, identity }))).toEqual([
      'identity bot',
      'identity messenger',
      'identity id',
    ])
    expect(placesOf(await edit({ id: 99, values: { name: text('x') } }))).toEqual(['id'])
    expect(writes()).toEqual([])
    expect(await edit({ id: 2, values: { phones } })).toMatchObject({ status: 'changed' })
  })
})

it('reports if WatBot applies a change to another contact', async () => {
  const { edit, mock } = documented()
  const [ivan] = documentedBots
  if (!ivan) throw new Error('The document has a contact')
  // Stored in a format by which WatBot does not find it.
  mock.store.botContacts.save({ ...ivan, id: 50, phone: '7 (999) 000-11-22' })
  await expect(edit({ id: 50, values: { name: text('Who?') } })).rejects.toMatchObject({
    failure: 'invalid_response',
    mayHaveHappened: true,
  })
})
