import type { Field, FieldValue, FieldValues } from '#mock/store/contact.ts'
import type { Random } from './random.ts'
import { cities, comments, positions, streets } from './sample-texts.ts'
import { contactFields } from './seed-fields.ts'
import { toLatin } from './person-names.ts'

const byId = new Map(contactFields.map((field) => [field.id, field]))
const fieldOf = (id: number) => {
  const field = byId.get(id)
  if (!field) throw new Error(`Unknown contact field ${id}`)
  return field
}

export function valuesOf(field: Field, values: FieldValue[]): FieldValues {
  return {
    field_id: field.id,
    field_name: field.name,
    field_code: field.code,
    field_type: field.type,
    values,
  }
}

/** Values of a multitext or address field as [text, option code] pairs. */
export function enumTexts(fieldId: number, items: [string, string][]): FieldValues {
  const field = fieldOf(fieldId)
  const values = items.map(([value, code]) => {
    const option = field.enums?.find((candidate) => candidate.code === code)
    return { value, enum_id: option?.id ?? 0, enum_code: code }
  })
  return valuesOf(field, values)
}

function selectedOptions(random: Random, fieldId: number, max = 1): FieldValues {
  const field = fieldOf(fieldId)
  const all = field.enums ?? []
  const first = random.int(0, all.length - 1)
  const count = random.int(1, max)
  const picked = all.filter((_, i) => (i - first + all.length) % all.length < count)
  const values = picked.map((option) => ({
    value: option.value,
    enum_id: option.id,
    enum_code: option.code,
  }))
  return valuesOf(field, values)
}

const plainValue = (fieldId: number, value: unknown) => valuesOf(fieldOf(fieldId), [{ value }])

const day = 86_400
/** Start of the day in Moscow, in Unix seconds, the way amoCRM stores dates. */
const startOfDay = (unix: number) => Math.floor((unix + 3 * 3600) / day) * day - 3 * 3600

export const position = (random: Random) => plainValue(4396817, random.pick(positions))

type FieldGenerator = { chance: number; generate: (random: Random, now: number) => FieldValues }

/** Fields other than position, phones and e-mails; most contacts have two or three of them. */
const fieldGenerators: FieldGenerator[] = [
  { chance: 0.22, generate: (random) => plainValue(4396823, random.chance(0.8)) },
  { chance: 0.29, generate: (random) => selectedOptions(random, 4400101) },
  {
    chance: 0.1,
    generate: (random) => plainValue(4400102, String(random.pick([3, 5, 7.5, 10, 12.5, 15]))),
  },
  { chance: 0.12, generate: (random) => plainValue(4400103, random.pick(comments)) },
  {
    chance: 0.06,
    generate: (random) =>
      plainValue(4400104, `https://${toLatin(random.pick(streets))}.example.ru/`),
  },
  {
    chance: 0.09,
    generate: (random, now) => plainValue(4400105, startOfDay(now - random.int(0, 1000) * day)),
  },
  {
    chance: 0.07,
    generate: (random, now) => plainValue(4400106, now - random.int(0, 400_000) * 60),
  },
  {
    chance: 0.13,
    generate: (random, now) =>
      plainValue(4400107, startOfDay(now - random.int(7500, 24_000) * day)),
  },
  { chance: 0.14, generate: (random) => selectedOptions(random, 4400108) },
  {
    chance: 0.06,
    generate: (random) =>
      plainValue(
        4400109,
        `${random.pick(cities)[0]}, ул. ${random.pick(streets)}, ${random.int(1, 120)}`,
      ),
  },
  { chance: 0.09, generate: (random) => plainValue(4400110, random.chance(0.5)) },
  {
    chance: 0.1,
    generate: (random) =>
      plainValue(4400111, `${random.int(1, 900)}${random.pick(['00', '50', '00.50'])}`),
  },
  { chance: 0.07, generate: (random) => plainValue(4400112, `CL-${random.int(10_000, 99_999)}`) },
  { chance: 0.02, generate: file },
  { chance: 0.09, generate: address },
  { chance: 0.16, generate: (random) => selectedOptions(random, 4400118, 3) },
  { chance: 0.05, generate: legalEntity },
]

export function randomFields(random: Random, now: number): FieldValues[] {
  return fieldGenerators
    .filter(({ chance }) => random.chance(chance))
    .map(({ generate }) => generate(random, now))
}

/** A value for every field. */
export const everyField = (random: Random, now: number) =>
  fieldGenerators.map(({ generate }) => generate(random, now))

function address(random: Random) {
  const [city, zip, state] = random.pick(cities)
  const parts: [string, string][] = [
    [`ул. ${random.pick(streets)}, д. ${random.int(1, 120)}`, 'address_line_1'],
    [city, 'city'],
    [state, 'state'],
    [zip, 'zip'],
    ['RU', 'country'],
  ]
  return enumTexts(
    4400115,
    parts.filter(([, code]) => code === 'city' || random.chance(0.8)),
  )
}

function legalEntity(random: Random) {
  const isCompany = random.chance(0.7)
  return plainValue(4400117, {
    name: isCompany ? `ООО «${random.pick(streets)} Плюс»` : 'ИП Сафонова Е. В.',
    entity_type: isCompany ? 2 : 1,
    vat_id: String(random.int(7_701_000_000, 7_799_999_999)),
    kpp: isCompany ? '770101001' : '',
    address: `г. ${random.pick(cities)[0]}, ул. ${random.pick(streets)}, ${random.int(1, 99)}`,
  })
}

function file(random: Random) {
  const hex = () => random.int(0x10_00_00_00, 0xff_ff_ff_ff).toString(16)
  const uuid = () =>
    `${hex()}-${hex().slice(0, 4)}-4${hex().slice(0, 3)}-a${hex().slice(0, 3)}-${hex()}${hex().slice(0, 4)}`
  return plainValue(4400113, {
    file_uuid: uuid(),
    version_uuid: uuid(),
    file_name: `dogovor-${random.int(100, 999)}.pdf`,
    file_size: random.int(20_000, 900_000),
  })
}
