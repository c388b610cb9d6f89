import type { Random } from './random.ts'
import { comments } from './sample-texts.ts'

export type NoteText = { type: string; params: Record<string, unknown> }

const calls = ['Дозвонились', 'Не берёт трубку', 'Просил перезвонить завтра']
const messages = ['Заказ собран, ждём вас', 'Спасибо, получил', 'Добрый день! Счёт оплачен']

/** A note of any type that contacts usually have. */
export function randomNote(random: Random, phone: string): NoteText {
  const roll = random.next()
  if (roll < 0.35) return { type: 'common', params: { text: random.pick(comments) } }
  if (roll < 0.75) return callNote(random, phone)
  if (roll < 0.9)
    return {
      type: random.pick(['sms_in', 'sms_out']),
      params: { text: random.pick(messages), phone },
    }
  if (roll < 0.96)
    return {
      type: 'service_message',
      params: { service: 'Сайт', text: 'Заполнена форма «Обратный звонок»' },
    }
  return {
    type: 'attachment',
    params: { file_uuid: uuidOf(random), file_name: 'Коммерческое предложение.pdf' },
  }
}

function callNote(random: Random, phone: string): NoteText {
  const duration = random.pick([0, 14, 47, 132, 605, 3720])
  return {
    type: random.pick(['call_in', 'call_out']),
    params: {
      uniq: String(random.int(1e8, 9e8)),
      duration,
      source: 'Телефония',
      link: duration > 0 ? 'https://calls.example/record.mp3' : '',
      phone,
      call_result: random.pick(calls),
      call_status: duration > 0 ? 4 : 6,
    },
  }
}

function uuidOf(random: Random): string {
  const hex = (length: number) =>
    Array.from({ length }, () => random.int(0, 15).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
}
