import { describe, expect, it } from 'vitest'
import type { Snapshot } from '#contract/model/snapshot.ts'
import {
  krylov,
  krylovEmails,
  krylovPhones,
  legacyAccount,
  named,
  text,
  valueOf,
} from '#testing/legacy-account.ts'
import { editContact, editContacts } from '#testing/source-stack.ts'

const call = { priority: 'person' } as const
const listed = '/api/v2/contacts'

describe('creating on v2', () => {
  it('sends the contact of seed 003 as the document has it, and both dialects read it', async () => {
    const { create, read, main, link, lastWrite } = legacyAccount()
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
    await link(id, [...links])
    const old = await read(id)
    expect(old).toMatchObject({
      name: 'Александр Крылов',
      phones: krylovPhones.items,
      emails: krylovEmails.items,
      company: { id: 30_615, name: 'Co 30615' },
      counts: { leads: 2 },
    })
    expect(await read(id, main)).toMatchObject(old)
  })

  it('writes valid items and reports the invalid ones, whoever rejects them', async () => {
    const { createContacts, mock, read } = legacyAccount()
    mock.faults.add({ kind: 'row-error', row: 1, path: listed })
    const results = await createContacts(
      [
        named('Good'),
        { values: { name: text('Nowhere'), 'field:5': text('x') }, tags: [] },
        named('Struck'),
        { values: { emails: krylovEmails }, tags: [] },
        {
          values: { name: text('Also good'), firstName: text('Also'), lastName: text('good') },
          tags: [],
        },
        { ...named('Chatty'), identity: { bot: 1, messenger: 'viber' } },
      ],
      call,
    )
    expect(results).toMatchObject([
      { status: 'created' },
      { status: 'rejected', issues: [{ attribute: 'field:5', code: 'no_such_field' }] },
      {
        status: 'rejected',
        issues: [{ attribute: null, code: 'rejected', message: 'the contact was not created' }],
      },
      { status: 'rejected', issues: [{ attribute: 'name', code: 'required' }] },
      { status: 'created' },
      { status: 'rejected', issues: [{ attribute: 'identity' }] },
    ])
    const ids = results.flatMap((result) => (result.status === 'created' ? [result.id] : []))
    expect((await read(ids[1] ?? 0)).name).toBe('Also good')
  })

  it.each([
    ['type', 'field_type', 'odd'],
    ['id', 'id', 'odd'],
  ])('names a field of e-mails whose %s cannot be read as unreadable', async (_, part, value) => {
    const { createContacts, mock, lastWrite } = legacyAccount()
    const at = `/_embedded/custom_fields/contacts/id=4396819/${part}`
    mock.faults.add({ kind: 'odd-value', at, value })
    const draft = { values: { name: text('Ada'), emails: krylovEmails }, tags: [] }
    const [result] = await createContacts([draft], call)
    expect(result).toMatchObject({
      status: 'rejected',
      issues: [{ attribute: 'emails', code: 'unreadable_at_source' }],
    })
    expect(lastWrite()).toBeUndefined()
  })

  it('sends nothing if no item is valid, and at most one batch', async () => {
    const { createContacts, lastWrite } = legacyAccount()
    expect(await createContacts([named('')], call)).toMatchObject([{ status: 'rejected' }])
    const many = Array.from({ length: 251 }, () => named('x'))
    await expect(createContacts(many, call)).rejects.toThrow('at most 250')
    expect(lastWrite()).toBeUndefined()
  })

  it('creates a whole batch in one request', async () => {
    const { createContacts, mock } = legacyAccount()
    const drafts = Array.from({ length: 250 }, (_, index) => named(`Person ${index}`))
    const results = await createContacts(drafts, call)
    expect(new Set(results.map((r) => r.status === 'created' && r.id)).size).toBe(250)
    expect(mock.received.all().filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('reports an unknown outcome as unknown, and a rejection as such', async () => {
    const { createContacts, mock } = legacyAccount()
    mock.faults.add({ kind: 'cut-after', path: listed, times: 1 })
    await expect(createContacts([named('Lost')], call)).rejects.toMatchObject({
      mayHaveHappened: true,
    })
    mock.faults.add({ kind: 'status', status: 403, path: listed, method: 'POST', times: 1 })
    await expect(createContacts([named('x')], call)).rejects.toMatchObject({
      failure: 'forbidden',
      mayHaveHappened: false,
    })
    mock.faults.add({ kind: 'malformed', path: listed, method: 'POST', times: 1 })
    await expect(createContacts([named('x')], call)).rejects.toMatchObject({
      failure: 'invalid_response',
      mayHaveHappened: true,
    })
  })
})

describe('editing on v2', () => {
  it('changes only what is named and returns the time of the change', async () => {
    const { legacy, create, read } = legacyAccount()
    const id = await create(krylov)
    const before = await read(id)
    const items = [{ value: 'new@example.com', kind: 'PRIV', kindId: 3_685_094 }]
    const result = await editContact(legacy, {
      id,
      values: { emails: { kind: 'contactPoints', items } },
    })
    const after = await read(id)
    expect(result).toEqual({ status: 'changed', id, updatedAt: after.updatedAt })
    expect({ ...after, emails: [], updatedAt: '', fields: [] }).toEqual({
      ...before,
      emails: [],
      updatedAt: '',
      fields: [],
    })
    expect(after.emails).toEqual(items)
    expect(valueOf(after, 4_400_115)).toEqual(valueOf(before, 4_400_115))
  })

  it("can be repeated in the same second, and if the source's clock is ahead", async () => {
    const { legacy, mock } = legacyAccount()
    const soon = Math.floor(Date.now() / 1000) + 600
    const { id } = mock.store.addContact({ name: 'Ahead', updated_at: soon })
    for (const name of ['One', 'Two', 'Three'])
      expect(await editContact(legacy, { id, values: { name: text(name) } })).toMatchObject({
        status: 'changed',
      })
    expect(mock.store.contact(id)).toMatchObject({ name: 'Three', updated_at: soon + 3 })
  })

  it('does not overwrite a concurrent change', async () => {
    const { legacy, mock } = legacyAccount()
    const { id } = mock.store.addContact({ name: 'Before', updated_at: 1_700_000_000 })
    mock.faults.add({ kind: 'concurrent-edit', path: listed, set: { name: 'Theirs' }, times: 1 })
    const tags = { add: ['vip'], remove: [] }
    const edit = { id, values: { name: text('Ours') }, tags }
    expect(await editContact(legacy, edit)).toMatchObject({
      status: 'rejected',
      issues: [{ attribute: null, code: 'stale' }],
    })
    expect(mock.store.contact(id)?.name).toBe('Theirs')
    const again = Math.floor(Date.now() / 1000)
    expect(mock.store.contact(id)?.updated_at).toBeGreaterThanOrEqual(again - 5)
    expect(await editContact(legacy, edit)).toMatchObject({ status: 'changed' })
  })

  it('writes the valid items of a batch, and reports unknown, repeated and invalid ones', async () => {
    const { legacy, mock } = legacyAccount()
    const ids = [1, 2, 3].map((at) => mock.store.addContact({ name: `Person ${at}` }).id)
    const [first = 0, second = 0, third = 0] = ids
    mock.faults.add({ kind: 'row-error', row: 1, path: listed })
    const results = await editContacts(legacy, [
      { id: first, values: { name: text('First') } },
      { id: 999_999, values: { name: text('Nobody') } },
      { id: second, values: { name: text('Second') } },
      { id: first, values: { name: text('Again') } },
      { id: third, values: { name: text('Third') } },
    ])
    expect(results).toMatchObject([
      { status: 'changed', id: first },
      { status: 'rejected', issues: [{ attribute: 'id', code: 'not_found' }] },
      {
        status: 'rejected',
        issues: [{ code: 'rejected', message: 'the contact was not changed' }],
      },
      { status: 'rejected', issues: [{ attribute: 'id', code: 'duplicate' }] },
      { status: 'changed', id: third },
    ])
    expect(ids.map((id) => mock.store.contact(id)?.name)).toEqual(['First', 'Person 2', 'Third'])
  })

  it('adds and removes tags, although v2 can only replace all', async () => {
    const { legacy, main, mock, read } = legacyAccount()
    const { id } = mock.store.addContact({ name: 'Tagged', tags: ['a', 'b', 'x, y'] })
    const tags = async () => (await read(id)).tags.map(({ name }) => name)
    await editContact(legacy, { id, tags: { add: ['c', 'a'], remove: ['b'] } })
    expect(await tags()).toEqual(['a', 'x, y', 'c'])
    await editContact(legacy, { id, values: { name: text('Still tagged') } })
    expect(await tags()).toEqual(['a', 'x, y', 'c'])
    await editContact(legacy, { id, tags: { add: [], remove: ['a', 'x, y', 'c'] } })
    expect(await tags()).toEqual([])
    expect((await read(id, main)).tags).toEqual([])
  })

  it('clears values', async () => {
    const { legacy, create, read } = legacyAccount()
    const id = await create(krylov)
    const keys = ['phones', 'field:4396817', 'field:4400115', 'field:4400116']
    const values: Snapshot = Object.fromEntries(keys.map((key) => [key, null]))
    await editContact(legacy, { id, values })
    const { fields: left, phones } = await read(id)
    expect(phones).toEqual([])
    expect(left.map((field) => field.id)).toEqual([4_396_819, 4_396_821])
  })
})
