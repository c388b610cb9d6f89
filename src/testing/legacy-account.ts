import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Link } from '#contract/api/writes.ts'
import type { Value } from '#contract/model/value.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import type { ContactCreate } from '#proxy/sources/contact-write.ts'
import { companyParts, customerParts } from './entity-parts.ts'
import { buildSourceStack, linkerOf, writerOf } from './source-stack.ts'

const call = { priority: 'person' } as const

/** The account of seed 003 with its leads and companies, and its sources in both dialects. */
export function legacyAccount() {
  const { mock, sources } = buildSourceStack()
  for (const id of [45_615, 43_510]) addLead(mock, id)
  for (const id of [30_615, 30_616])
    mock.store.companies.save({ ...companyParts, id, name: `Co ${id}` })
  mock.store.customers.save({ ...customerParts, id: 466_791, name: 'Покупатель' })
  const { legacy, main } = sources
  const read = async (id: number, source = legacy): Promise<ContactDetail> => {
    const contact = await source.reader.getContact(id, call)
    if (!contact) throw new Error(`No contact ${id}`)
    return contact
  }
  const { createContacts } = writerOf(legacy)
  const create = async (draft: ContactCreate): Promise<number> => {
    const [result] = await createContacts([draft], call)
    if (result?.status !== 'created') throw new Error(JSON.stringify(result))
    return result.id
  }
  const lastWrite = () => mock.received.all().findLast(({ method }) => method === 'POST')?.body
  const change = async (
    operation: 'linkContacts' | 'unlinkContacts',
    contactId: number,
    links: Link[],
  ) => {
    const { snapshots: seen } = await legacy.reader.readContacts([contactId], call)
    return linkerOf(legacy)[operation]([{ contactId, links }], call, seen)
  }
  const link = (id: number, links: Link[]) => change('linkContacts', id, links)
  const unlink = (id: number, links: Link[]) => change('unlinkContacts', id, links)
  return { mock, legacy, main, read, create, createContacts, link, unlink, lastWrite }
}
export const valueOf = (contact: ContactDetail, id: number): Value | undefined =>
  contact.fields.find((field) => field.id === id)?.value
export const text = (value: string): Value => ({ kind: 'text', values: [value] })
export const named = (name: string): ContactCreate => ({ values: { name: text(name) }, tags: [] })

/** Contact points that the document writes by code, with the ID of their kind. */
const points = (...items: [value: string, kind: string, kindId: number][]) => ({
  kind: 'contactPoints' as const,
  items: items.map(([value, kind, kindId]) => ({ value, kind, kindId })),
})
export const krylovPhones = points(
  ['89990123456', 'WORK', 3_685_087],
  ['89997894561', 'WORKDD', 3_685_088],
  ['89991597532', 'MOB', 3_685_089],
)
export const krylovEmails = points(['example@example.moc', 'WORK', 3_685_093])
/** The same with their codes only, as in the document. */
const byCode = ({ kind, items }: typeof krylovPhones): Value => ({
  kind,
  items: items.map((item) => ({ ...item, kindId: null })),
})

export const krylov: ContactCreate = {
  values: {
    name: text('Александр Крылов'),
    responsible: { kind: 'user', id: 504_141, name: null },
    phones: byCode(krylovPhones),
    emails: byCode(krylovEmails),
    'field:4396817': text('Менеджер по продажам'),
    'field:4396821': byCode(points(['example.example', 'SKYPE', 3_685_096])),
    'field:4400115': {
      kind: 'address',
      parts: [
        { part: 'address_line_1', value: 'ул. Ленина, д. 1' },
        { part: 'city', value: 'Москва' },
        { part: 'zip', value: '101010' },
        { part: 'country', value: 'RU' },
      ],
    },
    'field:4400116': {
      kind: 'choice',
      options: [
        { id: 3_692_662, code: null, label: 'Мебель' },
        { id: 3_692_663, code: null, label: 'Освещение' },
      ],
    },
  },
  tags: ['важный', 'доставка'],
}
