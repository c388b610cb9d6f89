/**
 * What amoCRM calls the fields that every account has, by code and language. An account made in one
 * language keeps its names; one that was given a name of its own has none of these.
 */
export const standardFieldNames: Partial<Record<string, Record<'ru' | 'en', string>>> = {
  PHONE: { ru: 'Телефон', en: 'Phone' },
  EMAIL: { ru: 'E-mail', en: 'Email' },
  POSITION: { ru: 'Должность', en: 'Position' },
  IM: { ru: 'Мгн. сообщения', en: 'Messengers' },
}
