import { account } from '#mock/account-data.ts'
import type { Contact, FieldValues, Tag } from '#mock/store/contact.ts'
import { listingOf } from '#mock/store/contact-table.ts'
import { emailFor, patronymic, personName, phone, type PersonName } from './person-names.ts'
import type { Random } from './random.ts'
import { asDemoContact } from './demo-contacts.ts'
import { seedUsers as users } from './seed-users.ts'
import { enumTexts, everyField, randomFields, position } from './seed-values.ts'

export type Workplace = { id: number; host: string }

export type SeedContactOptions = {
  random: Random
  now: number // Unix seconds
  /** Number of listed contacts; those in the trash and in incoming leads are additional. */
  count: number
  tags: Tag[]
  companies: Workplace[]
  /** Whether the newest contacts are the demo contacts. */
  hasDemoContacts: boolean
}

const threeYears = 3 * 365 * 86_400
const firstId = 8_000_001 // after those of the documents' examples
const longName = ['Преображенско', 'Вознесенско', 'Рождественско', 'Покровско', 'Дубровск']
const longSurname = { woman: `${longName.join('-')}ая`, man: `${longName.join('-')}ий` }

/** Generates contacts, oldest first; the last ones were created and changed a few minutes ago. */
export function* generateContacts(options: SeedContactOptions): Generator<Contact> {
  const { random, now, count, hasDemoContacts } = options
  const recent: Contact[] = []
  let id = firstId
  let listed = 0
  for (let i = 0; listed < count; i++) {
    const age = threeYears * (1 - (listed + random.next()) / count)
    const created = Math.floor(now - Math.max(60, age))
    const contact = buildSeedContact(options, { id, created, index: i })
    const fromNewest = listingOf(contact) === 1 ? count - 1 - listed : count
    if (listingOf(contact) === 1) listed += 1
    // Some contacts are duplicates of earlier ones or share a phone number with them.
    const earlier = recent.length > 20 && random.chance(0.025) ? random.pick(recent) : undefined
    const generated = earlier ? withSharedData(contact, earlier, random) : contact
    yield hasDemoContacts ? asDemoContact(generated, { fromNewest, random, now }) : generated
    if (i % 7 === 0) recent[(i / 7) % 500] = contact
    id += random.int(1, 5)
  }
}

type Position = { id: number; created: number; index: number }

function buildSeedContact(options: SeedContactOptions, { id, created, index }: Position): Contact {
  const { random, now, tags, companies } = options
  const name = personName(random)
  const user = random.pick(users)
  const workplace = companies.length > 0 && random.chance(0.6) ? random.pick(companies) : undefined
  const isBare = index % 97 === 13 // only a name
  const updated = random.chance(0.25) ? created : random.int(created, now - 30)
  const values = isBare ? null : contactFieldsOf(options, name, workplace, index)
  return {
    id,
    ...nameFields(name, random, index),
    responsible_user_id: user.id,
    group_id: user.rights.group_id ?? 0,
    created_by: random.chance(0.1) ? 0 : random.pick(users).id, // 0 is a robot or the API
    updated_by: random.chance(0.1) ? 0 : user.id,
    created_at: created,
    updated_at: updated,
    is_deleted: false,
    is_unsorted: index % 211 === 100, // only part of an incoming lead
    closest_task_at: null,
    custom_fields_values: values && values.length > 0 ? values : null,
    account_id: account.id,
    tags: isBare ? [] : randomTags(random, tags),
    company_id: isBare ? null : (workplace?.id ?? null),
    trashed: index % 307 === 200,
  }
}

function nameFields(name: PersonName, random: Random, index: number) {
  const { first, last } = name
  if (index % 1013 === 40)
    return { name: longSurname.woman.replaceAll('-', ''), first_name: '', last_name: '' }
  if (index % 1013 === 41) {
    const family = name.isFemale ? longSurname.woman : longSurname.man
    return { name: `${first} ${family}`, first_name: first, last_name: family }
  }
  if (name.isRussian && random.chance(0.05)) {
    const full = `${last} ${first} ${patronymic(random, name.isFemale)}`
    return { name: full, first_name: '', last_name: '' } // typed into the name field
  }
  if (random.chance(0.03)) return { name: first, first_name: first, last_name: '' }
  return { name: `${first} ${last}`, first_name: first, last_name: last }
}

function contactFieldsOf(
  { random, now }: SeedContactOptions,
  name: PersonName,
  workplace: Workplace | undefined,
  index: number,
) {
  const values: FieldValues[] = []
  if (workplace && random.chance(0.75)) values.push(position(random))
  if (random.chance(0.92)) {
    const phones: [string, string][] = [
      [phone(random, name.isRussian), random.pick(['WORK', 'MOB'])],
    ]
    while (phones.length < 4 && random.chance(0.22))
      phones.push([phone(random, name.isRussian), random.pick(['MOB', 'HOME', 'WORKDD', 'OTHER'])])
    values.push(enumTexts(4396818, phones))
  }
  if (random.chance(0.78)) {
    const emails: [string, string][] = [[emailFor(random, name, workplace?.host), 'WORK']]
    if (random.chance(0.15)) emails.push([emailFor(random, name), 'PRIV'])
    values.push(enumTexts(4396819, emails))
  }
  if (random.chance(0.08))
    values.push(enumTexts(4396821, [[emailFor(random, name).split('@')[0] ?? '', 'SKYPE']]))
  const isFull = index % 503 === 1
  return [...values, ...(isFull ? everyField(random, now) : randomFields(random, now))]
}

function randomTags(random: Random, tags: Tag[]): Tag[] {
  if (tags.length === 0 || random.chance(0.45)) return []
  const start = random.int(0, tags.length - 1)
  return tags.slice(start, start + random.int(1, 3))
}

function withSharedData(contact: Contact, earlier: Contact, random: Random): Contact {
  if (random.chance(0.6)) {
    const { name, first_name, last_name, custom_fields_values } = earlier
    return { ...contact, name, first_name, last_name, custom_fields_values }
  }
  const phones = earlier.custom_fields_values?.filter((field) => field.field_code === 'PHONE') ?? []
  const others = contact.custom_fields_values?.filter((field) => field.field_code !== 'PHONE') ?? []
  const values = [...phones, ...others]
  return { ...contact, custom_fields_values: values.length > 0 ? values : null }
}
