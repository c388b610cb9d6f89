import { expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { pointsValue, setText } from '#testing/values.ts'

const international = (country: string | null) => [{ attribute: 'phones', normalise: { country } }]

function deskOf(source = 'main') {
  const stack = buildStack({ contacts: 0 })
  const { store, received } = stack.mock
  store.addContact({
    id: 1,
    name: 'Vera',
    phones: ['8 (916) 555-01-01', '8 (495) 000-10-12 доб. 105', '105', 'нет'],
  })
  store.addContact({ id: 2, name: 'Ada', phones: ['+79165550102'] })
  store.addContact({ id: 3, name: 'Eve' })
  store.addContact({ id: 4, name: 'Ann', phones: ['380501234567'] })
  received.clear()
  const phones = (id: number) =>
    store
      .contact(id)
      ?.custom_fields_values?.find(({ field_code: code }) => code === 'PHONE')
      ?.values.map(({ value, enum_id: kind }) => [value, kind])
  return { stack, store, received, phones, jobClient: openJobClient(stack, source) }
}

it.each(['main', 'legacy'])(
  'brings the phones of a set at %s into their international form, and back',
  async (source) => {
    const { jobClient, phones } = deskOf(source)
    const before = phones(1)
    const changes = international('RU')
    const { job, rows } = await jobClient.run({ kind: 'edit', ids: [1, 2, 3, 4], changes })
    expect(rows.map(({ result }) => result.outcome)).toEqual([
      'changed',
      'unchanged',
      'unchanged',
      'changed',
    ])
    // The order, the kinds, and what is not certain stay.
    expect(phones(1)?.map(([value]) => value)).toEqual([
      '+79165550101',
      '+74950001012 доб. 105',
      '105',
      'нет',
    ])
    expect(phones(1)?.map(([, kind]) => kind)).toEqual(before?.map(([, kind]) => kind))
    expect(phones(4)?.map(([value]) => value)).toEqual(['+380501234567'])
    expect(rows[0]?.changes).toMatchObject([
      { attribute: 'phones', before: { items: [{}, {}, {}, {}] } },
    ])

    const { job: undo } = await jobClient.undo(job.id)
    expect(undo.counts).toMatchObject({ changed: 2, unchanged: 0 })
    expect(phones(1)).toEqual(before)
  },
)

it('leaves numbers without a country code where no country is given', async () => {
  const { jobClient, received } = deskOf()
  const { job } = await jobClient.run({ kind: 'edit', ids: [1, 2], changes: international(null) })
  expect(job.counts).toMatchObject({ unchanged: 2 })
  expect(received.all().filter(({ method }) => method !== 'GET')).toEqual([])
})

it('rejects a country that there is not', async () => {
  const { jobClient } = deskOf()
  const request = { key: 'k-country', kind: 'edit', ids: [1], changes: international('XX') }
  const answer = await jobClient.ask('POST', '', request)
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ fields: [{ name: 'changes.0.normalise.country' }] })
})

it('writes what a person keeps although it looks wrong', async () => {
  const { jobClient, phones } = deskOf()
  const changes = [
    setText('name', 'Vera K.'),
    { attribute: 'phones', set: pointsValue('7,91655E+10') },
    { attribute: 'emails', set: pointsValue('nobody') },
  ]
  const { rows } = await jobClient.run({ kind: 'edit', rows: [{ id: 3, changes }] })
  expect(rows[0]?.result).toMatchObject({ outcome: 'changed' })
  expect(phones(3)?.map(([value]) => value)).toEqual(['7,91655E+10'])
})
