import { describe, expect, it } from 'vitest'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { FieldContent } from '#contract/api/fields.ts'
import type { ContactDraft } from '#contract/api/writes.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { companyParts, customerParts } from '#testing/entity-parts.ts'
import { buildStack } from '#testing/stack.ts'

const call = { priority: 'person' } as const
const listed = '/api/v2/contacts'

/** The account of seed 003 with its leads and companies, and its sources in both dialects. */
function account() {
  const { mock, sources } = buildStack({ contacts: 0 })
  for (const id of [45_615, 43_510]) addLead(mock, id)
  for (const id of [30_615, 30_616])
    mock.store.companies.save({ ...companyParts, id, name: `Co ${id}` })
  mock.store.customers.save({ ...customerParts, id: 466_791, name: 'Покупатель' })
  const { legacy, main } = sources
  const read = async (id: number, source = legacy): Promise<ContactDetail> => {
    const contact = await source.getContact(id, call)
    if (!contact) throw new Error(`No contact ${id}`)
    return contact
  }
  const create = async (draft: ContactDraft): Promise<number> => {
    const [result] = await legacy.createContacts([draft], call)
    if (result?.status !== 'created') throw new Error(JSON.stringify(result))
    return result.id
  }
  const lastWrite = () => mock.received.all().findLast(({ method }) => method === 'POST')?.body
  return { mock, legacy, main, read, create, lastWrite }
}
const contentOf = (contact: ContactDetail, id: number): FieldContent | undefined =>
  contact.fields.find((field) => field.id === id)?.content

describe('creating on v2', () => {
  it('sends the contact of seed 003 as the document has it, and both dialects read it', async () => {
    const { create, read, main, legacy, lastWrite } = account()
    const id = await create(krylov)
    expect(lastWrite()).toEqual({
      add: [
        {
          name: 'Александр Крылов',
          responsible_user_id: 504_141,
          tags: 'важный,доставка',
          custom_fields: [
            {
              id: 4_396_818,
              values: [
                { value: '89990123456', enum: 'WORK' },
                { value: '89997894561', enum: 'WORKDD' },
                { value: '89991597532', enum: 'MOB' },
              ],
            },
            { id: 4_396_819, values: [{ value: 'example@example.moc', enum: 'WORK' }] },
            { id: 4_396_817, values: [{ value: 'Менеджер по продажам' }] },
            { id: 4_396_821, values: [{ value: 'example.example', enum: 'SKYPE' }] },
            {
              id: 4_400_115,
              values: [
                { value: 'ул. Ленина, д. 1', subtype: 'address_line_1' },
                { value: 'Москва', subtype: 'city' },
                { value: '101010', subtype: 'zip' },
                { value: 'RU', subtype: 'country' },
              ],
            },
            { id: 4_400_116, values: ['3692662', '3692663'] },
          ],
          request_id: 1,
        },
      ],
    })
    const links = [
      { target: 'leads', id: 45_615 },
      { target: 'leads', id: 43_510 },
      { target: 'companies', id: 30_615 },
    ] as const
    await legacy.link(id, [...links], call)
    const old = await read(id)
    expect(old).toMatchObject({
      name: 'Александр Крылов',
      phones: krylov.phones,
      emails: krylov.emails,
      company: { id: 30_615, name: 'Co 30615' },
      counts: { leads: 2 },
    })
    expect(await read(id, main)).toEqual(old)
  })

  it('writes valid items and reports invalid ones, whether we or v2 find them', async () => {
    const { legacy, mock, read } = account()
    mock.faults.add({ kind: 'row-error', row: 1, path: listed })
    const results = await legacy.createContacts(
      [
        { name: 'Good' },
        { name: 'Nowhere', fields: [{ id: 5, values: [{ value: 'x' }] }] },
        { name: 'Struck' },
        { phones: [{ value: '+7', kind: null }] },
        { name: 'Also good', firstName: 'Also', lastName: 'good' },
        { name: 'Chatty', identity: { bot: 1, messenger: 'viber' } },
      ],
      call,
    )
    expect(results).toMatchObject([
      { status: 'created' },
      { status: 'rejected', reasons: [{ field: 'fields.5', code: 'no_field' }] },
      { status: 'rejected', reasons: [{ field: null, code: '205' }] },
      { status: 'rejected', reasons: [{ field: 'name', code: 'required' }] },
      { status: 'created' },
      { status: 'rejected', reasons: [{ field: 'identity' }] },
    ])
    const ids = results.flatMap((result) => (result.status === 'created' ? [result.id] : []))
    expect((await read(ids[1] ?? 0)).name).toBe('Also good')
  })

  it('sends nothing where nothing is good, and no more than the batch', async () => {
    const { legacy, lastWrite } = account()
    expect(await legacy.createContacts([{ name: '' }], call)).toMatchObject([
      { status: 'rejected' },
    ])
    const many = Array.from({ length: 251 }, () => ({ name: 'x' }))
    await expect(legacy.createContacts(many, call)).rejects.toThrow('at most 250')
    expect(lastWrite()).toBeUndefined()
  })

  it('creates a whole batch in one request', async () => {
    const { legacy, mock } = account()
    const drafts = Array.from({ length: 250 }, (_, index) => ({ name: `Person ${index}` }))
    const results = await legacy.createContacts(drafts, call)
    expect(new Set(results.map((r) => r.status === 'created' && r.id)).size).toBe(250)
    expect(mock.received.all().filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('reports an unknown outcome as unknown, and a clear rejection as one', async () => {
    const { legacy, mock } = account()
    mock.faults.add({ kind: 'cut-after', path: listed, times: 1 })
    await expect(legacy.createContacts([{ name: 'Lost' }], call)).rejects.toMatchObject({
      mayHaveHappened: true,
    })
    mock.faults.add({ kind: 'status', status: 403, path: listed, method: 'POST', times: 1 })
    await expect(legacy.createContacts([{ name: 'x' }], call)).rejects.toMatchObject({
      failure: 'forbidden',
      mayHaveHappened: false,
    })
    mock.faults.add({ kind: 'malformed', path: listed, method: 'POST', times: 1 })
    await expect(legacy.createContacts([{ name: 'x' }], call)).rejects.toMatchObject({
      failure: 'invalid_response',
      mayHaveHappened: true,
    })
  })
})

describe('editing on v2', () => {
  it('changes only named values and returns the time of the change', async () => {
    const { legacy, create, read } = account()
    const id = await create(krylov)
    const before = await read(id)
    const emails = [{ value: 'new@example.com', kind: 'PRIV' }]
    const [result] = await legacy.editContacts([{ id, emails }], call)
    const after = await read(id)
    expect(result).toEqual({ status: 'changed', id, updatedAt: after.updatedAt })
    expect({ ...after, emails: [], updatedAt: '', fields: [] }).toEqual({
      ...before,
      emails: [],
      updatedAt: '',
      fields: [],
    })
    expect(after.emails).toEqual(emails)
    expect(contentOf(after, 4_400_115)).toEqual(contentOf(before, 4_400_115))
  })

  it('can be repeated in the same second, and where the source is ahead of us', async () => {
    const { legacy, mock } = account()
    const soon = Math.floor(Date.now() / 1000) + 600
    const { id } = mock.store.addContact({ name: 'Ahead', updated_at: soon })
    for (const name of ['One', 'Two', 'Three'])
      expect(await legacy.editContacts([{ id, name }], call)).toMatchObject([{ status: 'changed' }])
    expect(mock.store.contact(id)).toMatchObject({ name: 'Three', updated_at: soon + 3 })
  })

  it('does not overwrite a concurrent change', async () => {
    const { legacy, mock } = account()
    const { id } = mock.store.addContact({ name: 'Before', updated_at: 1_700_000_000 })
    mock.faults.add({ kind: 'concurrent-edit', path: listed, set: { name: 'Theirs' }, times: 1 })
    const patch = { id, name: 'Ours', tags: { add: ['vip'] } }
    expect(await legacy.editContacts([patch], call)).toMatchObject([
      { status: 'rejected', reasons: [{ code: 'stale' }] },
    ])
    expect(mock.store.contact(id)?.name).toBe('Theirs')
    const again = Math.floor(Date.now() / 1000)
    expect(mock.store.contact(id)?.updated_at).toBeGreaterThanOrEqual(again - 5)
    expect(await legacy.editContacts([patch], call)).toMatchObject([{ status: 'changed' }])
  })

  it('writes the valid items of a batch: unknown, duplicate and invalid ones are reported', async () => {
    const { legacy, mock } = account()
    const ids = [1, 2, 3].map((at) => mock.store.addContact({ name: `Person ${at}` }).id)
    const [first = 0, second = 0, third = 0] = ids
    mock.faults.add({ kind: 'row-error', row: 1, path: listed })
    const results = await legacy.editContacts(
      [
        { id: first, name: 'First' },
        { id: 999_999, name: 'Nobody' },
        { id: second, name: 'Second' },
        { id: first, name: 'Again' },
        { id: third, name: 'Third' },
      ],
      call,
    )
    expect(results).toMatchObject([
      { status: 'changed', id: first },
      { status: 'rejected', reasons: [{ field: 'id', code: 'not_found' }] },
      { status: 'rejected', reasons: [{ code: '212' }] },
      { status: 'rejected', reasons: [{ field: 'id', code: 'twice' }] },
      { status: 'changed', id: third },
    ])
    expect(ids.map((id) => mock.store.contact(id)?.name)).toEqual(['First', 'Person 2', 'Third'])
  })

  it('adds, removes and replaces tags, though v2 can only replace', async () => {
    const { legacy, main, mock, read } = account()
    const { id } = mock.store.addContact({ name: 'Tagged', tags: ['a', 'b', 'x, y'] })
    const tags = async () => (await read(id)).tags.map(({ name }) => name)
    await legacy.editContacts([{ id, tags: { add: ['c', 'a'], remove: ['b'] } }], call)
    expect(await tags()).toEqual(['a', 'x, y', 'c'])
    await legacy.editContacts([{ id, tags: { set: ['only'] } }], call)
    expect(await tags()).toEqual(['only'])
    await legacy.editContacts([{ id, tags: { set: [] } }], call)
    expect(await tags()).toEqual([])
    expect((await read(id, main)).tags).toEqual([])
  })

  it('clears what is cleared', async () => {
    const { legacy, create, read } = account()
    const id = await create(krylov)
    const fields = [4_396_817, 4_400_115, 4_400_116].map((field) => ({ id: field, values: null }))
    await legacy.editContacts([{ id, phones: [], fields }], call)
    const { fields: left, phones } = await read(id)
    expect(phones).toEqual([])
    expect(left.map((field) => field.id)).toEqual([4_396_819, 4_396_821])
  })
})

describe('links on v2', () => {
  it('links leads, customers and a company to a contact and unlinks them', async () => {
    const { legacy, mock, read } = account()
    const { id } = mock.store.addContact({ name: 'Linked' })
    const all = [
      { target: 'leads', id: 45_615 },
      { target: 'leads', id: 43_510 },
      { target: 'customers', id: 466_791 },
      { target: 'companies', id: 30_615 },
    ] as const
    await legacy.link(id, [...all], call)
    expect(await read(id)).toMatchObject({
      company: { id: 30_615 },
      counts: { leads: 2, customers: 1 },
    })
    await legacy.link(id, [{ target: 'companies', id: 30_616 }], call)
    expect((await read(id)).company?.id).toBe(30_616)
    await legacy.unlink(id, [all[0], all[2], { target: 'companies', id: 30_616 }], call)
    expect(await read(id)).toMatchObject({ company: null, counts: { leads: 1, customers: 0 } })
  })

  it('rejects what cannot be linked', async () => {
    const { legacy, mock } = account()
    const { id } = mock.store.addContact({ name: 'x' })
    const element = { target: 'catalogElements', id: 1, catalog: 1 } as const
    await expect(legacy.link(id, [element], call)).rejects.toThrow(/cannot be linked/)
    const two = [30_615, 30_616].map((company) => ({ target: 'companies' as const, id: company }))
    await expect(legacy.link(id, two, call)).rejects.toThrow('one company')
    const unknown = { target: 'leads', id: 5 } as const
    await expect(legacy.link(id, [unknown], call)).rejects.toMatchObject({ failure: 'rejected' })
    await expect(legacy.link(7, [unknown], call)).rejects.toMatchObject({ failure: 'rejected' })
  })
})

const krylov = {
  name: 'Александр Крылов',
  responsible: 504_141,
  tags: { set: ['важный', 'доставка'] },
  phones: [
    { value: '89990123456', kind: 'WORK' },
    { value: '89997894561', kind: 'WORKDD' },
    { value: '89991597532', kind: 'MOB' },
  ],
  emails: [{ value: 'example@example.moc', kind: 'WORK' }],
  fields: [
    { id: 4_396_817, values: [{ value: 'Менеджер по продажам' }] },
    { id: 4_396_821, values: [{ value: 'example.example', kind: 'SKYPE' }] },
    {
      id: 4_400_115,
      values: [
        { value: 'ул. Ленина, д. 1', kind: 'address_line_1' },
        { value: 'Москва', kind: 'city' },
        { value: '101010', kind: 'zip' },
        { value: 'RU', kind: 'country' },
      ],
    },
    { id: 4_400_116, values: [{ option: 3_692_662 }, { option: 3_692_663 }] },
  ],
} satisfies ContactDraft
