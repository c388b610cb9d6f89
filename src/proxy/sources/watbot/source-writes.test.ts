import { describe, expect, it } from 'vitest'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { ContactDraft, ContactPatch, WriteResult } from '#contract/api/writes.ts'
import { buildStack } from '#testing/stack.ts'
import { documentedBotContacts as documentedBots } from '#mock/seed/documented-contacts.ts'

const call = { priority: 'person' } as const
const write = '/api/v1/createOrUpdateContact'

function documented() {
  const { mock, sources } = buildStack({ contacts: 0 })
  for (const contact of documentedBots) mock.store.botContacts.save(contact)
  const { bots } = sources
  const read = async (id: number): Promise<ContactDetail> => {
    const contact = await bots.getContact(id, call)
    if (!contact) throw new Error(`No contact ${id}`)
    return contact
  }
  const only = ([result]: WriteResult[]): WriteResult => {
    if (!result) throw new Error('No result')
    return result
  }
  const create = async (draft: ContactDraft) => only(await bots.createContacts([draft], call))
  const edit = async (patch: ContactPatch) => only(await bots.editContacts([patch], call))
  const writes = () => mock.received.all().filter(({ method }) => method === 'POST')
  return { mock, bots, read, create, edit, writes }
}

const ivanov: ContactDraft = {
  name: 'Ivan Ivanov',
  phones: [{ value: '+7 (999) 765-43-21', kind: null }],
  emails: [{ value: 'mail@example.com', kind: null }],
  fields: [{ id: 1, values: [{ value: 'Moscow' }] }],
  tags: { set: ['Тег 1', 'Тег 2'] },
  identity: { bot: 1, messenger: 'whatsapp' },
}

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
      tags: ['Тег 1', 'Тег 2'],
    })
    expect(await read(id)).toMatchObject({
      name: 'Ivan Ivanov',
      phones: [{ value: '79997654321' }],
      emails: [{ value: 'mail@example.com' }],
      tags: [{ name: 'Тег 1' }, { name: 'Тег 2' }],
      fields: [{ id: 1, content: { values: ['Moscow'] } }],
      identity: { bot: 1, messenger: 'whatsapp' },
    })
    const again = {
      ...ivanov,
      name: 'Ivan the Second',
      phones: [{ value: '79997654321', kind: null }],
    }
    expect(await create(again)).toEqual({ status: 'changed', id, updatedAt: null })
    const query = { page: 1, size: 50, search: '', bot: 1 }
    const { items, total } = await bots.listContacts(query, call)
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
  ] as const)('knows somebody by %o', async (identity, sent) => {
    const { create, edit, read, writes } = documented()
    const result = await create({ name: 'Олег', identity })
    const id = result.status === 'created' ? result.id : 0
    expect(writes()[0]?.body).toMatchObject(sent)
    const { username = null } = { username: undefined, ...identity }
    expect((await read(id)).identity).toEqual({ ...identity, username: username && 'oleg' })
    const emails = [{ value: 'oleg@example.com', kind: null }]
    expect(await edit({ id, emails })).toMatchObject({ status: 'changed', id })
    expect(await read(id)).toMatchObject({ name: 'Олег', emails })
  })

  it('reports an existing contact as changed', async () => {
    const { create, read } = documented()
    const draft = {
      name: 'Пётр',
      identity: { bot: 1, messenger: 'telegram', id: '123456' },
    } as const
    expect(await create(draft)).toEqual({ status: 'changed', id: 2, updatedAt: null })
    expect(await read(2)).toMatchObject({ name: 'Пётр', phones: [{ value: '792712312321' }] })
  })

  it.each<[string, ContactDraft, string[]]>([
    ['nobody', { name: 'x' }, ['identity']],
    [
      'a bot of others',
      { name: 'x', identity: { bot: 9, messenger: 'viber', id: 'a' } },
      ['identity.bot'],
    ],
    [
      'WhatsApp without a phone',
      { name: 'x', identity: { bot: 1, messenger: 'whatsapp' } },
      ['phones'],
    ],
    [
      'Telegram without an id',
      { name: 'x', identity: { bot: 1, messenger: 'telegram' } },
      ['identity.id'],
    ],
    [
      'Telegram with letters',
      { name: 'x', identity: { bot: 1, messenger: 'telegram', id: 'oleg' } },
      ['identity.id'],
    ],
    [
      'Viber with a username',
      { name: 'x', identity: { bot: 1, messenger: 'viber', id: 'a', username: 'b' } },
      ['identity.username'],
    ],
    [
      'no name and two phones',
      {
        phones: [
          { value: '+71234567', kind: null },
          { value: '+72345678', kind: null },
        ],
        identity: { bot: 1, messenger: 'vk', id: '1' },
      },
      ['phones.1', 'name'],
    ],
    [
      'a national phone',
      { ...ivanov, phones: [{ value: '8 999 123-45-67', kind: null }] },
      ['phones.0.value', 'phones'],
    ],
    [
      'what bots do not know',
      { ...ivanov, firstName: 'I', responsible: 5, fields: [{ id: 2, values: [{ value: 'x' }] }] },
      ['firstName', 'responsible', 'fields.2'],
    ],
    [
      'what cannot be cleared',
      { ...ivanov, emails: [], fields: [{ id: 1, values: null }] },
      ['emails', 'fields.1'],
    ],
  ])('refuses %s before anything is sent', async (_, draft, fields) => {
    const { create, writes } = documented()
    const result = await create(draft)
    expect(result.status === 'rejected' && result.reasons.map(({ field }) => field)).toEqual(fields)
    expect(writes()).toEqual([])
  })

  it('translates validation errors of WatBot', async () => {
    const { create } = documented()
    const emails = [{ value: 'no e-mail', kind: null }]
    expect(await create({ ...ivanov, emails })).toMatchObject({
      status: 'rejected',
      reasons: [
        { field: 'emails.0.value', code: 'invalid', message: expect.stringContaining('email') },
      ],
    })
  })

  it('takes one contact at a time', async () => {
    const { bots, writes } = documented()
    await expect(bots.createContacts([ivanov, ivanov], call)).rejects.toThrow('at most 1')
    await expect(bots.editContacts([{ id: 1 }, { id: 2 }], call)).rejects.toThrow('at most 1')
    expect(writes()).toEqual([])
  })

  it('reports an unknown outcome as unknown, also where only tags are', async () => {
    const { create, edit, mock } = documented()
    mock.faults.add({ kind: 'cut-after', path: write, times: 1 })
    await expect(create(ivanov)).rejects.toMatchObject({ mayHaveHappened: true })
    mock.faults.add({ kind: 'status', status: 403, path: '/api/v1/attachTagToContact', times: 1 })
    const patch = { id: 1, name: 'Renamed', tags: { add: ['x'] } }
    await expect(edit(patch)).rejects.toMatchObject({
      failure: 'forbidden',
      mayHaveHappened: true,
    })
  })
})

describe('editing', () => {
  it('changes only named values, whatever the identity', async () => {
    const { edit, read } = documented()
    for (const id of [1, 2, 3]) {
      const before = await read(id)
      expect(await edit({ id, name: `Name ${id}` })).toMatchObject({ status: 'changed', id })
      expect(await read(id)).toEqual({ ...before, name: `Name ${id}` })
    }
  })

  it('adds, removes and replaces tags', async () => {
    const { edit, read, writes } = documented()
    const tags = async () => (await read(1)).tags.map(({ name }) => name)
    await edit({ id: 1, tags: { set: ['a', 'b'] } })
    expect(await tags()).toEqual(['a', 'b'])
    const before = writes().length
    await edit({ id: 1, tags: { add: ['c'], remove: ['a'] } })
    expect(await tags()).toEqual(['b', 'c'])
    expect(
      writes()
        .slice(before)
        .map(({ url }) => url),
    ).toEqual(['/api/v1/attachTagToContact', '/api/v1/detachTagFromContact'])
    await edit({ id: 1, name: 'Both', tags: { set: [] } })
    expect(await tags()).toEqual([])
  })

  it('does not make another contact of one', async () => {
    const { edit, writes } = documented()
    const fieldsOf = async (patch: ContactPatch) => {
      const result = await edit(patch)
      return result.status === 'rejected' && result.reasons.map(({ field }) => field)
    }
    const phones = [{ value: '+79990000000', kind: null }]
    expect(await fieldsOf({ id: 1, phones })).toEqual(['phones'])
    expect(await fieldsOf({ id: 2, identity: { bot: 2, messenger: 'viber', id: '5' } })).toEqual([
      'identity.bot',
      'identity.messenger',
      'identity.id',
    ])
    expect(await fieldsOf({ id: 99, name: 'x' })).toEqual(['id'])
    expect(writes()).toEqual([])
    expect(await edit({ id: 2, phones })).toMatchObject({ status: 'changed' })
  })
})

it('reports that WatBot applied a change to another contact', async () => {
  const { edit, mock } = documented()
  const [ivan] = documentedBots
  if (!ivan) throw new Error('The document has a contact')
  // Kept in a way that WatBot does not find it by.
  mock.store.botContacts.save({ ...ivan, id: 50, phone: '7 (999) 000-11-22' })
  await expect(edit({ id: 50, name: 'Who?' })).rejects.toMatchObject({
    failure: 'invalid_response',
    mayHaveHappened: true,
  })
})

describe('status and variables', () => {
  it('sets the status of Ysell, up to 64 characters', async () => {
    const { bots, mock } = documented()
    await bots.setStatus(1, 'Ж'.repeat(64), call)
    expect(mock.store.botContacts.get(1)?.ysell_status).toBe('Ж'.repeat(64))
    await expect(bots.setStatus(1, 'Ж'.repeat(65), call)).rejects.toThrow('at most 64')
    await expect(bots.setStatus(77, 'x', call)).rejects.toMatchObject({ failure: 'rejected' })
  })

  it('sets, changes and deletes variables', async () => {
    const { bots, read } = documented()
    await bots.setVariable(1, { name: 'city', value: 'Казань', isDeletable: false }, call)
    await bots.setVariable(1, { name: 'level', value: '1', isDeletable: true }, call)
    await bots.setVariable(1, { name: 'level', value: '2', isDeletable: true }, call)
    expect((await read(1)).variables).toEqual([
      { name: 'city', value: 'Казань', isDeletable: false },
      { name: 'level', value: '2', isDeletable: true },
    ])
    await bots.deleteVariable(1, 'city', call)
    expect((await read(1)).variables).toMatchObject([{ name: 'level' }])
  })

  it('links nothing', async () => {
    const { bots } = documented()
    await expect(bots.link(1, [{ target: 'leads', id: 1 }], call)).rejects.toThrow('cannot do it')
  })
})
