import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseEntities, parseParts, printEntities, printParts } from './parts-text.ts'

const value = fc
  .string({ minLength: 1 })
  .map((text) => text.trim())
  .filter(Boolean)
const keys = ['address_line_1', 'city', 'state', 'zip', 'country']
const partsOf = (names: string[]) =>
  fc.uniqueArray(fc.record({ key: fc.constantFrom(...names), value }), {
    selector: ({ key }) => key,
    minLength: 1,
  })

it('a printed address parses to the same value, whatever it contains', () => {
  fc.assert(
    fc.property(partsOf(keys), (parts) => {
      expect(parseParts(printParts(parts), 'address_line_1', keys)).toEqual(parts)
    }),
  )
})

it('company details parse to the same value, one or several', () => {
  const entity = partsOf(['name', 'vat_id', 'kpp', 'bank_account_number'])
  fc.assert(
    fc.property(fc.array(entity, { minLength: 1, maxLength: 3 }), (entities) => {
      expect(parseEntities(printEntities(entities))).toEqual(entities)
    }),
  )
})

it("parts may have the interface's labels, and the first needs no name", () => {
  expect(parseParts('Тверская, 1; Город: Москва; индекс: 125009', 'address_line_1', keys)).toEqual([
    { key: 'address_line_1', value: 'Тверская, 1' },
    { key: 'city', value: 'Москва' },
    { key: 'zip', value: '125009' },
  ])
  expect(parseEntities('ООО «Ромашка»; ИНН: 7701234567')).toEqual([
    [
      { key: 'name', value: 'ООО «Ромашка»' },
      { key: 'vat_id', value: '7701234567' },
    ],
  ])
})

it('an unknown or repeated name is rejected', () => {
  expect(parseParts('planet: Mars', 'address_line_1', keys)).toBeUndefined()
  expect(parseParts('city: A; city: B', 'address_line_1', keys)).toBeUndefined()
})
