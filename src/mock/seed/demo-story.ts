import { addTask, editTask } from '#mock/account-edits.ts'
import type { Store } from '#mock/mock-store.ts'
import type { Change } from '#mock/store/history.ts'
import type { NoteText } from './note-texts.ts'
import { addNote, noteCounter, record, type Happening, type Person } from './seed-history.ts'

const phone = '+79165550101'
const hour = 3600
const day = 24 * hour

/** Notes of every type, those of unknown types included. */
const notes: NoteText[] = [
  { type: 'common', params: { text: 'Ждёт расчёт по складу.\nЗвонить после обеда.' } },
  {
    type: 'call_out',
    params: {
      uniq: '7100',
      duration: 214,
      source: 'Телефония',
      link: 'https://calls.example/7100.mp3',
      phone,
      call_result: 'Договорились о встрече',
      call_status: 4,
    },
  },
  {
    type: 'call_in',
    params: { uniq: '7101', duration: 0, source: 'Телефония', link: '', phone, call_status: 6 },
  },
  { type: 'sms_in', params: { text: 'Спасибо, получила', phone } },
  { type: 'sms_out', params: { text: 'Заказ собран, ждём вас', phone } },
  { type: 'service_message', params: { service: 'Сайт', text: 'Форма «Обратный звонок»' } },
  {
    type: 'extended_service_message',
    params: { service: 'Анкета', text: 'Город: Тверь\nСрок: до конца квартала\nБюджет: 300 000' },
  },
  {
    type: 'geolocation',
    params: { text: 'Склад', address: 'Тверь, Садовая, 4', longitude: '35.91', latitude: '56.86' },
  },
  {
    type: 'attachment',
    params: { file_uuid: '5f1d0a52-7a0e-4c55-a0a1-0f6c4e1b2a01', file_name: 'Расчёт склада.xlsx' },
  },
  { type: 'message_cashier', params: { status: 'shown', text: 'Скидка 5 %' } },
  {
    type: 'amomail_message',
    params: {
      thread_id: 41,
      message_id: 42,
      private: false,
      income: true,
      from: { email: 'vera.kovaleva@example.ru', name: 'Вера Ковалёва' },
      to: { email: 'sales@kartoteka.example', name: 'Картотека' },
      subject: 'Вопрос по договору',
      content_summary: 'Добрый день! Посмотрите, пожалуйста, пункт 4.',
      attach_cnt: 1,
    },
  },
  { type: 'site_visit', params: { url: 'https://kartoteka.example/prices' } },
  { type: 'quantum_message', params: { flavour: 'strange' } },
]

/** What happened to the first demo contact: every kind of entry that a history has. */
export function addDemoStory(store: Store) {
  const [first] = store.contacts.ids({
    filter: { text: phone },
    order: 'updated_at',
    descending: true,
    offset: 0,
    limit: 1,
  })
  const contact = first === undefined ? undefined : store.contact(first)
  if (!contact) return
  const now = store.now()
  const person: Person = contact
  const ids = noteCounter(store)
  const happenings: Happening[] = notes.map((note, index) =>
    addNote(store, person, { id: ids(), at: now - index * 9 * hour - 600, note }),
  )
  const changes = [
    change(
      'entity_responsible_changed',
      [{ responsible_user: { id: 504147 } }],
      [{ responsible_user: { id: person.responsible_user_id } }],
    ),
    change(
      'name_field_changed',
      [{ name_field_value: { name: 'Вера К.' } }],
      [{ name_field_value: { name: contact.name } }],
    ),
    change('custom_field_4396818_value_changed', [], fieldText(phone)),
    change(
      'custom_field_4396819_value_changed',
      fieldText('vera@example.ru', 4396819),
      fieldText('vera.kovaleva@example.ru', 4396819),
    ),
    change('entity_tag_added', [], [{ tag: { name: 'vip' } }]),
    change('entity_tag_deleted', [{ tag: { name: 'холодный' } }], []),
    change('entity_linked', [], [{ link: { entity: { type: 'lead', id: 1 } } }]), // which is gone
    change('key_action_completed'),
  ]
  for (const [index, found] of changes.entries())
    happenings.push({ at: now - (index + 2) * 2 * day, by: person.created_by, change: found })
  record(store, contact.id, happenings)
  addDemoTasks(store, contact.id)
}

function addDemoTasks(store: Store, contactId: number) {
  const contact = store.contact(contactId)
  if (!contact) return
  const author = { by: contact.responsible_user_id, updatedAt: undefined }
  const done = addTask(
    store,
    contact,
    { text: 'Отправить расчёт', complete_till: store.now() - day, task_type_id: 9601 },
    author,
  )
  editTask(store, done, { is_completed: true, result: { text: 'Отправлен, ждём ответ' } }, author)
  addTask(
    store,
    contact,
    { text: 'Согласовать договор', complete_till: store.now() + 2 * day, task_type_id: 2 },
    author,
  )
}

const change = (type: string, before: unknown[] = [], after: unknown[] = []): Change => ({
  type,
  before,
  after,
})

const fieldText = (text: string, field = 4396818) => [
  { custom_field_value: { field_id: field, field_type: 8, enum_id: null, text } },
]
