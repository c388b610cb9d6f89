import { describe, expect, it } from 'vitest'
import type { Link } from '#contract/api/writes.ts'
import { legacyAccount } from '#testing/legacy-account.ts'

describe('links on v2', () => {
  it('links and unlinks leads, customers and a company', async () => {
    const { link, unlink, mock, read } = legacyAccount()
    const { id } = mock.store.addContact({ name: 'Linked' })
    const [lead, other, customer, company] = [
      { target: 'leads', id: 45_615 },
      { target: 'leads', id: 43_510 },
      { target: 'customers', id: 466_791 },
      { target: 'companies', id: 30_615 },
    ] as const
    await link(id, [lead, other, customer, company])
    expect(await read(id)).toMatchObject({
      company: { id: 30_615 },
      counts: { leads: 2, customers: 1 },
    })
    await link(id, [{ target: 'companies', id: 30_616 }])
    expect((await read(id)).company?.id).toBe(30_616)
    await unlink(id, [lead, customer, { target: 'companies', id: 30_616 }])
    expect(await read(id)).toMatchObject({ company: null, counts: { leads: 1, customers: 0 } })
  })

  it('reports what cannot be linked', async () => {
    const { link, mock, lastWrite } = legacyAccount()
    const { id } = mock.store.addContact({ name: 'x' })
    const unknown: Link = { target: 'leads', id: 5 }
    const codes = async (contactId: number, links: Link[]) =>
      (await link(contactId, links)).map((result) =>
        result.status === 'rejected' ? result.issues : result.status,
      )
    expect(await codes(id, [{ target: 'catalogElements', id: 1, catalog: 1 }])).toMatchObject([
      [{ attribute: 'catalogElements', code: 'unsupported' }],
    ])
    const two = [30_615, 30_616].map((company): Link => ({ target: 'companies', id: company }))
    expect(await codes(id, two)).toMatchObject([
      [{ attribute: 'company', code: 'too_many_values' }],
    ])
    expect(await codes(7, [unknown])).toMatchObject([[{ attribute: 'id', code: 'not_found' }]])
    expect(lastWrite()).toBeUndefined()
    expect(await codes(id, [unknown])).toMatchObject([
      [{ attribute: null, code: 'rejected', message: 'the contact was not changed' }],
    ])
  })
})
