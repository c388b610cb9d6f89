import type { Random } from './random.ts'

const maleNames =
  'Александр Алексей Анатолий Андрей Антон Аркадий Артём Борис Вадим Валентин Валерий Василий Виктор Виталий Владимир Владислав Вячеслав Геннадий Георгий Глеб Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Лев Леонид Максим Марат Матвей Михаил Никита Николай Олег Павел Пётр Роман Руслан Рустам Семён Сергей Станислав Степан Тимофей Тимур Фёдор Эдуард Юрий Ярослав'.split(
    ' ',
  )
const femaleNames =
  'Александра Алина Алиса Алла Анастасия Ангелина Анна Валентина Валерия Варвара Василиса Вера Вероника Виктория Галина Дарья Диана Евгения Екатерина Елена Елизавета Жанна Зинаида Зоя Инна Ирина Карина Кира Кристина Ксения Лариса Лидия Лилия Людмила Маргарита Марина Мария Мила Надежда Наталья Нина Оксана Ольга Полина Раиса Регина Римма Светлана София Таисия Тамара Татьяна Ульяна Эльвира Юлия Яна'.split(
    ' ',
  )
const surnames =
  'Абрамов Авдеев Агафонов Александров Алексеев Андреев Анисимов Антонов Артемьев Архипов Афанасьев Баранов Белов Белоусов Беляев Бирюков Блинов Бобров Богданов Большаков Борисов Быков Васильев Виноградов Власов Волков Воробьёв Воронов Гаврилов Герасимов Голубев Горбунов Гордеев Григорьев Громов Гусев Давыдов Данилов Дементьев Денисов Дмитриев Дорофеев Евдокимов Егоров Елисеев Емельянов Ершов Ефимов Жданов Жуков Журавлёв Зайцев Захаров Зимин Зуев Иванов Игнатьев Ильин Исаев Казаков Калинин Карпов Киселёв Князев Ковалёв Козлов Колесников Комаров Кондратьев Константинов Королёв Корнилов Котов Крылов Крюков Кудрявцев Кузнецов Кузьмин Кулагин Лаврентьев Лазарев Лебедев Леонтьев Логинов Лукин Лыткин Макаров Максимов Мальцев Мартынов Маслов Матвеев Медведев Мельников Миронов Михайлов Моисеев Молчанов Морозов Мухин Назаров Наумов Некрасов Нестеров Никитин Николаев Никонов Новиков Носков Одинцов Орехов Орлов Осипов Павлов Панов Пахомов Петров Поляков Пономарёв Попов Потапов Прохоров Рожков Романов Рябов Савельев Савин Самсонов Селезнёв Семёнов Сергеев Сидоров Симонов Сафонов Соболев Соколов Соловьёв Сорокин Степанов Стрелков Суворов Суханов Сысоев Тарасов Терентьев Тимофеев Титов Тихонов Третьяков Трофимов Туров Ушаков Фадеев Федотов Филатов Филиппов Фокин Фролов Харитонов Хохлов Цветков Чернов Чистяков Шаров Шестаков Широков Шубин Щербаков Юдин Яковлев Вознесенский Преображенский Рождественский Белинский Островский Покровский Успенский Дубровский Каменский Полонский Толстой Донской Луговой Шевченко Бондаренко Ткаченко Кравченко Коваленко Савченко Петросян Саркисян Григорян Гаспарян Ковальчук Мельничук Черных Седых Долгих Мусин Гайсин Шарипов Каримов Хасанов'.split(
    ' ',
  )
const englishNames =
  'James Oliver Harry George Noah Jack Leo Arthur Henry Thomas William Daniel Samuel Edward Michael Robert Emma Olivia Amelia Charlotte Sophia Grace Alice Emily Hannah Lucy Sarah Rachel Laura Kate Anna Julia Lukas Felix Maria Clara'.split(
    ' ',
  )
const englishSurnames =
  "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White Edwards Hughes Green Hall Wood Harris Martin Jackson Clarke Turner Cooper Hill Ward Baker Morris Moore Bell Collins O'Brien MacDonald Anderson Fischer Weber Schneider Wagner Becker Hoffmann Müller Novak Kowalski Garcia Larsen".split(
    ' ',
  )

export type PersonName = { first: string; last: string; isRussian: boolean; isFemale: boolean }

export function personName(random: Random): PersonName {
  if (random.chance(0.14)) {
    const first = random.pick(englishNames)
    return { first, last: random.pick(englishSurnames), isRussian: false, isFemale: false }
  }
  const isFemale = random.chance(0.52)
  const surname = random.pick(surnames)
  const last = isFemale ? feminine(surname) : surname
  return { first: random.pick(isFemale ? femaleNames : maleNames), last, isRussian: true, isFemale }
}

/** Иванов → Иванова, Покровский → Покровская, Толстой → Толстая; Шевченко, Черных and Петросян do not change. */
export function feminine(surname: string): string {
  if (/(ов|ев|ёв|ин|ын)$/.test(surname)) return `${surname}а`
  if (/ск[ио]й$/.test(surname)) return `${surname.slice(0, -2)}ая`
  if (surname.endsWith('ой')) return `${surname.slice(0, -2)}ая`
  return surname
}

/** Male and female patronymics; irregular ones (Львович of Лев, Ильинична of Илья) follow no rule. */
export const patronymics = [
  ...'Александров Алексеев Анатольев Андреев Борисов Васильев Викторов Григорьев Дмитриев Евгеньев Иванов Львов Михайлов Николаев Павлов Петров Сергеев Юрьев'
    .split(' ')
    .map((stem) => ({ son: `${stem}ич`, daughter: `${stem}на` })),
  { son: 'Ильич', daughter: 'Ильинична' },
  { son: 'Никитич', daughter: 'Никитична' },
]

export function patronymic(random: Random, isFemale: boolean): string {
  const { son, daughter } = random.pick(patronymics)
  return isFemale ? daughter : son
}

const latin: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  ü: 'u',
  "'": '',
}

const transliterations = new Map<string, string>()

export function toLatin(text: string): string {
  const cached = transliterations.get(text)
  if (cached !== undefined) return cached
  const transliterated = Array.from(text.toLowerCase(), (letter) => latin[letter] ?? letter).join(
    '',
  )
  transliterations.set(text, transliterated)
  return transliterated
}

const emailHosts = [
  'mail.ru',
  'yandex.ru',
  'gmail.com',
  'bk.ru',
  'inbox.ru',
  'outlook.com',
  'list.ru',
]

export function emailFor(random: Random, { first, last }: PersonName, host?: string): string {
  const name = toLatin(first)
  const family = toLatin(last)
  const candidates = [
    `${name}.${family}`,
    `${name.charAt(0)}.${family}`,
    `${family}${random.int(70, 99)}`,
  ]
  const local = host ? (candidates[1] ?? family) : random.pick([...candidates, `${family}.${name}`])
  return `${local}@${host ?? random.pick(emailHosts)}`
}

const mobileCodes = [
  903, 905, 906, 909, 910, 912, 915, 916, 917, 921, 922, 925, 926, 927, 950, 961, 965, 977, 981,
  985, 999,
]

export function phone(random: Random, isRussian: boolean): string {
  const digits = (count: number) => String(random.int(0, 10 ** count - 1)).padStart(count, '0')
  if (isRussian) return `+7${random.pick(mobileCodes)}${digits(7)}`
  const kinds = [
    () => `+447${digits(9)}`,
    () => `+1${random.int(201, 989)}${random.int(200, 999)}${digits(4)}`,
    () => `+4915${digits(9)}`,
  ]
  return random.pick(kinds)()
}
