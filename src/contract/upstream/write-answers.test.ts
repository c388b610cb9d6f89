import { expect, it } from 'vitest'
import { legacyWriteAnswer } from './amo-v2/writes.ts'
import { amoWriteAnswer } from './amo-v4/writes.ts'

const v4 = (id: unknown) => amoWriteAnswer.safeParse({ _embedded: { contacts: [{ id }] } })
const v2 = (id: unknown) => legacyWriteAnswer.safeParse({ _embedded: { items: [{ id }] } })

it.each([5, '5'])('takes %j for the id of what was written', (id) => {
  expect(v4(id).data?._embedded.contacts).toMatchObject([{ id: 5 }])
  expect(v2(id).data?._embedded.items).toMatchObject([{ id: 5 }])
})

it.each([0, '0', -1, null, false, '', []])('takes %j for no proof of a write', (id) => {
  expect(v4(id).success).toBe(false)
  expect(v2(id).success).toBe(false)
})
