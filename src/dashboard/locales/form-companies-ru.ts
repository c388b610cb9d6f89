/** Texts of choosing and creating a company. */
export const companiesRu = {
  none: 'Не указана',
  start: 'Начните вводить название',
  contacts_one: '{{count, number}} контакт',
  contacts_few: '{{count, number}} контакта',
  contacts_many: '{{count, number}} контактов',
  contacts_other: '{{count, number}} контакта',
  more: 'Показаны не все: уточните название',
  create: 'Создать компанию «{{name}}»',
  createAnother: 'Создать ещё одну «{{name}}»',
  creating: 'Создаётся «{{name}}»…',
  created: 'Компания «{{name}}» создана',
  exists: '«{{name}}» уже есть. Выберите её или создайте ещё одну.',
  mayExist:
    'Ответ потерян: это могло сохраниться. Поищите компанию «{{name}}», прежде чем создавать снова.',
  notCreated: 'Компания «{{name}}» не создана. {{reason}}',
  byNumber: 'Номер или адрес компании',
}
