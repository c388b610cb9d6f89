/** The account's constant data, which needs no table. */
export const account = {
  id: 28_805_383, // the account of the documents' examples
  name: 'Картотека (демо)',
  subdomain: 'example',
  timezone: 'Europe/Moscow',
  timezoneOffset: '+03:00',
  currency: 'RUB',
  currentUserId: 504_141,
} as const

/** The account of the examples in seed 003. */
export const v2AccountId = 13_667_499

export const groups = [
  { id: 0, name: 'Отдел продаж', uuid: null },
  { id: 310_001, name: 'Сопровождение', uuid: '7f1f3c0a-5c38-4a5e-9f3e-0c6b4d1f2a01' },
  { id: 310_002, name: 'Партнёры', uuid: '7f1f3c0a-5c38-4a5e-9f3e-0c6b4d1f2a02' },
] as const

export const taskTypes = [
  { id: 1, name: 'Связаться', color: null, icon_id: null, code: 'FOLLOW_UP' },
  { id: 2, name: 'Встреча', color: null, icon_id: null, code: 'MEETING' },
  { id: 9601, name: 'Отправить документы', color: 'FFC8C8', icon_id: 6, code: null },
] as const

export type Pipeline = { id: number; name: string; isMain: boolean; statuses: Status[] }
export type Status = { id: number; name: string; color: string; type: 0 | 1 }

const ends: Status[] = [
  { id: 142, name: 'Успешно реализовано', color: '#CCFF66', type: 0 }, // won, in every pipeline
  { id: 143, name: 'Закрыто и не реализовано', color: '#D5D8DB', type: 0 },
]

export const pipelines: Pipeline[] = [
  {
    id: 31,
    name: 'Продажи',
    isMain: true,
    statuses: [
      { id: 3101, name: 'Неразобранное', color: '#c1c1c1', type: 1 },
      { id: 3102, name: 'Первичный контакт', color: '#99ccff', type: 0 },
      { id: 3103, name: 'Переговоры', color: '#ffff99', type: 0 },
      { id: 3104, name: 'Согласование договора', color: '#ffcc66', type: 0 },
      { id: 3105, name: 'Ожидание оплаты', color: '#ffcccc', type: 0 },
      ...ends,
    ],
  },
  {
    id: 32,
    name: 'Повторные продажи',
    isMain: false,
    statuses: [
      { id: 3201, name: 'Неразобранное', color: '#c1c1c1', type: 1 },
      { id: 3202, name: 'Напомнить о себе', color: '#87f2c0', type: 0 },
      { id: 3203, name: 'Предложение отправлено', color: '#f9deff', type: 0 },
      ...ends,
    ],
  },
  {
    id: 33,
    name: 'Партнёрская программа',
    isMain: false,
    statuses: [
      { id: 3301, name: 'Неразобранное', color: '#c1c1c1', type: 1 },
      { id: 3302, name: 'Знакомство', color: '#98cbff', type: 0 },
      { id: 3303, name: 'Подписание', color: '#deff81', type: 0 },
      ...ends,
    ],
  },
]

/** WatBot bots of this account. */
export const bots = [
  { id: 1, name: 'Kartoteka WhatsApp' },
  { id: 2, name: 'Kartoteka Telegram' },
  { id: 3, name: 'Промо-бот' },
] as const
