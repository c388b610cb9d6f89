import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { bots } from './account-data.ts'
import {
  addDocumentedContacts,
  documentedBotContacts,
  listedDocumentedContacts,
} from '#mock/seed/documented-contacts.ts'
import { addDocumentedEntities } from '#mock/seed/documented-entities.ts'
import {
  buildCatalogs,
  buildCompany,
  buildCustomer,
  buildLead,
  priceIdOf,
} from '#mock/seed/seed-entities.ts'
import { contactFields, englishContactFields } from '#mock/seed/seed-fields.ts'
import { generateContacts, type Workplace } from '#mock/seed/seed-contacts.ts'
import { randomFrom, type Random } from './seed/random.ts'
import { addDemoActivity } from '#mock/seed/demo-contacts.ts'
import { addDemoStory } from '#mock/seed/demo-story.ts'
import { createTaskAndNoteSeeder, createConversationSeeder } from '#mock/seed/seed-activity.ts'
import { seedHistory } from '#mock/seed/seed-history.ts'
import { seedTalks } from '#mock/seed/seed-talks.ts'
import { seedUsers as users } from '#mock/seed/seed-users.ts'
import { companyName, tagNames } from '#mock/seed/sample-texts.ts'
import type { Contact } from './store/contact.ts'
import type { Element } from '#mock/store/entity-types.ts'
import { openStore, type Store, type StoreOptions } from './mock-store.ts'

export type SeedOptions = { contacts: number; seed: number }

/** In a smaller account most contacts would be those of the documents and of the demo. */
const minContactsForExamples = 100

/** Ids of the tags in the example of seed 003. */
const documentedTags = [
  { id: 61_881, name: 'доставка' },
  { id: 61_882, name: 'важный' },
]

/**
 * Fills an empty store; the same seed at the same time gives the same data. The contacts of the
 * documents' examples and of the demo are among the `contacts` if these are 100 or more.
 */
export function seedStore(store: Store, { contacts, seed }: SeedOptions): void {
  const hasExamples = contacts >= minContactsForExamples
  const random = randomFrom(seed)
  const now = store.now()
  store.transaction(() => {
    for (const user of users) store.directory.saveUser(user)
    for (const field of contactFields) store.directory.saveField(field)
    for (const tag of documentedTags) store.directory.saveTag(tag)
    const tags = tagNames.map((name) => store.directory.tagNamed(name))
    const companies = seedCompanies(store, random, Math.ceil(contacts / 6))
    const { catalogs, elements } = buildCatalogs(random, now)
    for (const catalog of catalogs) store.catalogs.save(catalog)
    for (const element of elements) store.elements.save(element)
    if (hasExamples) {
      addDocumentedEntities(store)
      addDocumentedContacts(store)
      for (const contact of documentedBotContacts) store.botContacts.save(contact)
    }
    const seedLinks = createLinkSeeder(store, random, elements)
    const tasksAndNotes = createTaskAndNoteSeeder(store, random)
    const conversations = createConversationSeeder(store, random)
    for (const bot of bots)
      for (const tag of ['подписчик', 'скидка', 'новый']) store.botContacts.tagId(bot.id, tag)
    const count = contacts - (hasExamples ? listedDocumentedContacts : 0)
    const options = { random, now, count, tags, companies, hasDemoContacts: hasExamples }
    for (const contact of generateContacts(options)) {
      contact.closest_task_at = tasksAndNotes.addTask(contact)
      store.contacts.addUnsearched(contact)
      seedLinks(contact)
      tasksAndNotes.addNote(contact)
      conversations.addForContact(contact)
    }
    store.buildIndexes()
    store.buildSearch()
    if (hasExamples) addDemoActivity(store, { random, elements })
    seedTalks(store, seed)
    seedHistory(store, seed)
    if (hasExamples) addDemoStory(store)
    store.setMeta('seeded', JSON.stringify({ contacts, seed, now }))
  })
  store.contacts.clearCache()
}

/**
 * Fills the store of the account in the English edition of the v4 document (seed 002) with the
 * document's examples only.
 */
export function seedEnglishStore(store: Store): void {
  store.transaction(() => {
    for (const user of users) store.directory.saveUser(user)
    for (const field of englishContactFields) store.directory.saveField(field)
    addDocumentedEntities(store, 'en')
    addDocumentedContacts(store, 'en')
    store.buildIndexes()
    store.setMeta('seeded', 'en')
  })
  store.contacts.clearCache()
}

/** Creates the data file atomically: a start that is killed leaves a draft, which the next start replaces. */
export function seedFile(file: string, seed: SeedOptions, options: StoreOptions): void {
  const draft = `${file}.seeding`
  rmSync(draft, { force: true })
  const store = openStore({ ...options, data: draft, isDraft: true })
  seedStore(store, seed)
  store.close()
  const descriptor = openSync(draft, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(draft, file)
}

function seedCompanies(store: Store, random: Random, count: number): Workplace[] {
  const workplaces: Workplace[] = []
  for (let i = 0; i < count; i++) {
    const { name, host } = companyName(random)
    const id = 1_900_001 + i * 2
    store.companies.save(buildCompany(random, store.now(), id, name))
    workplaces.push({ id, host })
  }
  return workplaces
}

const leadCounts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3, 6]

/** Adds leads, a customer and catalog elements to some contacts. */
function createLinkSeeder(store: Store, random: Random, elements: Element[]) {
  let leadId = 3_920_000 // after those of the documents' examples
  let customerId = 135_000
  return (contact: Contact) => {
    if (contact.custom_fields_values === null) return
    for (let remaining = random.pick(leadCounts); remaining > 0; remaining--) {
      leadId += random.int(1, 3)
      store.leads.save(buildLead(random, store.now(), leadId, contact.company_id))
      store.linkTo('leads', contact.id, leadId)
    }
    if (random.chance(0.06)) {
      customerId += 1
      store.customers.save(buildCustomer(random, store.now(), customerId, contact.name))
      store.linkTo('customers', contact.id, customerId)
    }
    if (elements.length === 0 || !random.chance(0.08)) return
    const element = random.pick(elements)
    store.links.add({
      contact_id: contact.id,
      kind: 'catalog_elements',
      to_id: element.id,
      catalog_id: element.catalog_id,
      quantity: random.pick([1, 1, 2, 3, 5, 0.5, 2.5, 12.75]),
      price_id: priceIdOf(element),
      is_main: null,
    })
  }
}
