import type { Field } from '#mock/store/contact.ts'

type Options = [number, string, string | null][]

let fieldCount = 0
function field(
  id: number,
  name: string,
  type: string,
  code: string | null,
  more: Partial<Field> = {},
): Field {
  fieldCount += 1
  return {
    id,
    name,
    type,
    code,
    sort: 500 + fieldCount,
    group_id: null,
    is_api_only: false,
    is_predefined: false,
    is_deletable: true,
    currency: null,
    remind: null,
    required_statuses: [],
    enums: null,
    ...more,
  }
}

const options = (list: Options) =>
  list.map(([id, value, code], i) => ({ id, value, code, sort: 2 * i + 2 }))
const codes = (first: number, list: string[]) =>
  options(list.map((code, i) => [first + i, code, code]))

const system = (sort: number): Partial<Field> => ({
  is_predefined: true,
  is_deletable: false,
  sort,
})

/**
 * Every field type a contact can have. Ids of the first five and of the address are those of the
 * examples in seed 003, so that its requests work here as written.
 */
export const contactFields: Field[] = [
  field(4396817, 'Должность', 'text', 'POSITION', system(2)),
  field(4396818, 'Телефон', 'multitext', 'PHONE', {
    ...system(4),
    enums: codes(3685087, ['WORK', 'WORKDD', 'MOB', 'FAX', 'HOME', 'OTHER']),
  }),
  field(4396819, 'Email', 'multitext', 'EMAIL', {
    ...system(6),
    enums: codes(3685093, ['WORK', 'PRIV', 'OTHER']),
  }),
  field(4396821, 'Мгн. сообщения', 'multitext', 'IM', {
    ...system(8),
    enums: codes(3685096, ['SKYPE', 'ICQ', 'JABBER', 'GTALK', 'MSN', 'OTHER']),
  }),
  field(4396823, 'Польз. соглашение', 'checkbox', 'USER_AGREEMENT', system(10)),
  field(4400101, 'Тариф', 'select', 'TARIFF', {
    required_statuses: [{ status_id: 142, pipeline_id: 31 }],
    enums: options([
      [3692601, 'Старт', 'start'],
      [3692602, 'Базовый', 'base'],
      [3692603, 'Бизнес', 'business'],
      [3692604, 'Корпоративный', null],
    ]),
  }),
  field(4400102, 'Скидка, %', 'numeric', null),
  field(4400103, 'Комментарий', 'textarea', null),
  field(4400104, 'Сайт', 'url', null),
  field(4400105, 'Дата договора', 'date', null),
  field(4400106, 'Последняя встреча', 'date_time', null),
  field(4400107, 'День рождения', 'birthday', null, { remind: 'week' }),
  field(4400108, 'Язык общения', 'radiobutton', null, {
    enums: options([
      [3692611, 'Русский', 'ru'],
      [3692612, 'English', 'en'],
      [3692613, 'Deutsch', 'de'],
    ]),
  }),
  field(4400109, 'Адрес доставки', 'streetaddress', null),
  field(4400110, 'Согласие на рассылку', 'checkbox', null),
  field(4400111, 'Сумма покупок', 'monetary', null, { currency: 'RUB' }),
  field(4400112, 'Код в 1С', 'text', 'EXTERNAL_ID', { is_api_only: true }),
  field(4400113, 'Договор', 'file', null),
  field(4400115, 'Адрес', 'smart_address', null, {
    enums: codes(3692651, ['address_line_1', 'address_line_2', 'city', 'state', 'zip', 'country']),
  }),
  field(4400118, 'Интересы', 'multiselect', null, {
    enums: options([
      [3692672, 'Мебель', null],
      [3692673, 'Освещение', null],
      [3692674, 'Отделка', null],
      [3692675, 'Сервис', 'service'],
      [3692676, 'Обучение', null],
    ]),
  }),
  field(4400117, 'Реквизиты', 'legal_entity', null),
  ...documentedFields('Телефон', 'Рабочий телефон'),
]

/**
 * Fields used only in the documents' examples. Those of seeds 000 and 002 can be used by the API
 * only, because forms would show a second phone field with the code of the first.
 */
function documentedFields(phoneName: string, workPhoneName: string): Field[] {
  return [
    field(4400116, 'Мультисписок', 'multiselect', null, {
      enums: options([
        [3692662, '1', null],
        [3692663, '2', null],
        [3692664, '3', null],
      ]),
    }),
    field(3, phoneName, 'multitext', 'PHONE', { enums: codes(1, ['WORK']), is_api_only: true }),
    field(66192, workPhoneName, 'multitext', null, {
      enums: codes(3692681, ['WORK', 'WORKDD', 'MOB', 'FAX', 'HOME', 'OTHER']),
      is_api_only: true,
    }),
    field(271316, 'Должность в компании', 'text', null, { is_api_only: true }),
  ]
}

/** The fields of the account in the English edition (seed 002), where two of them have other names. */
export const englishContactFields: Field[] = [
  ...contactFields.slice(0, -4),
  ...documentedFields('Work phone', 'Work phone'),
]
