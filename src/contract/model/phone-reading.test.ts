import { expect, it } from 'vitest'
import { joined, readPhone } from './phone-reading.ts'

it.each([
  // Russia and Kazakhstan, in the notations of spreadsheets, sites and messengers
  ['+7 916 555-01-01', 'RU', '+79165550101'],
  ['8 (916) 555-01-01', 'RU', '+79165550101'],
  ['8-800-555-35-35', 'RU', '+78005553535'],
  ['89165550101', 'RU', '+79165550101'],
  ['79165550101', 'RU', '+79165550101'],
  ['9165550101', 'RU', '+79165550101'],
  ['495 000-10-12', 'RU', '+74950001012'],
  ['00 7 947 2824117', 'RU', '+79472824117'],
  ['8 10 49 30 123456', 'RU', '+4930123456'],
  ['\u202A+7 916 555\u201101\u201101\u202C', 'RU', '+79165550101'],
  ['+7 (747) 000-12-34', 'RU', '+77470001234'],
  ['8 747 000 12 34', 'KZ', '+77470001234'],
  // other countries, with and without their code
  ['+375 (29) 123-45-67', 'RU', '+375291234567'],
  ['8 029 123-45-67', 'BY', '+375291234567'],
  ['375291234567', 'RU', '+375291234567'],
  ['380501234567', 'RU', '+380501234567'],
  ['+996 555 12 34 56', 'RU', '+996555123456'],
  ['+374 91 234567', 'RU', '+37491234567'],
  ['+995 555 12 34 56', 'RU', '+995555123456'],
  ['+998 90 123 45 67', 'RU', '+998901234567'],
  ['0171 2345678', 'DE', '+491712345678'],
  ['030/1234567', 'DE', '+49301234567'],
  ['+49 30 1234', 'RU', '+49301234'],
  ['+43 1 58858', 'RU', '+43158858'],
  ['+44 (0)20 7946 0000', 'RU', '+442079460000'],
  ['020 7946 0188', 'GB', '+442079460188'],
  ['06 39 98 00 13', 'FR', '+33639980013'],
  ['+47 22 12 34 56', 'RU', '+4722123456'],
  ['22 12 34 56', 'NO', '+4722123456'],
  ['612 34 56 78', 'ES', '+34612345678'],
  ['(202) 555-0166', 'US', '+12025550166'],
  ['1-800-356-9377', 'US', '+18003569377'],
  ['55 5555 0100', 'MX', '+525555550100'],
  ['+52 1 55 1234 5678', 'MX', '+5215512345678'],
  ['+54 9 11 1234-5678', 'AR', '+5491112345678'],
  ['+55 11 91234-5678', 'BR', '+5511912345678'],
  ['+86 138 0013 8000', 'RU', '+8613800138000'],
  ['+90 532 123 45 67', 'RU', '+905321234567'],
  ['+972 50-123-4567', 'RU', '+972501234567'],
  ['+971 50 123 4567', 'RU', '+971501234567'],
  ['+290 8123', 'RU', '+2908123'],
])('reads %s in %s as %s', (text, country, number) => {
  expect(readPhone(text, country)).toEqual({ problem: null, number, rest: '', repair: null })
})

it.each([
  ['8 (495) 000-10-12 доб. 105', '+74950001012', 'доб. 105'],
  ['+7 (812) 000-17-45 (вн. 12)', '+78120001745', '(вн. 12)'],
  ['+7 812 000-17-45, доб. 12', '+78120001745', ', доб. 12'],
  ['8 495 123-45-67; доб. 12', '+74951234567', '; доб. 12'],
  ['+1 202 555-0155 ext. 204', '+12025550155', 'ext. 204'],
  ['+44 20 7946 0188 x12', '+442079460188', 'x12'],
  ['+7 495 123-45-67 #12', '+74951234567', '#12'],
  ['+74951234567,12', '+74951234567', ',12'],
])('keeps the extension of %s as it is written', (text, number, rest) => {
  expect(readPhone(text, 'RU')).toMatchObject({ problem: null, number, rest })
  expect(readPhone(joined(number, rest), 'RU')).toMatchObject({ problem: null, number })
})

it.each([
  '105',
  '3012',
  '112',
  '900',
  'доб. 214',
  'вн. 12',
  'ext 1204',
  '*100#',
  '*111*2#',
  'тел. 8-944-250-99-30 (мама)',
  '8 916 555-01-01 WhatsApp',
  '1-800-FLOWERS',
  '+1 800 GOFEDEX',
  '80291234567',
  '',
])('does not ask about %j, of which no whole number is certain', (text) => {
  expect(readPhone(text, 'RU')).toMatchObject({ problem: null, number: null })
})

it.each([
  ['555-35-35', null],
  ['0171 2345678', null],
  ['8 916 555-01-01', null],
])('does not ask about %s where no country is known', (text, country) => {
  expect(readPhone(text, country)).toMatchObject({ problem: null, number: null })
})

it.each([
  ['нет', 'placeholder', []],
  ['Нет телефона', 'placeholder', []],
  ['-', 'placeholder', []],
  ['—', 'placeholder', []],
  ['n/a', 'placeholder', []],
  ['NULL', 'placeholder', []],
  ['#Н/Д', 'placeholder', []],
  ['0', 'placeholder', []],
  ['000', 'placeholder', []],
  ['7,91655E+10', 'spoiled_number', null],
  ['7.9E+10', 'spoiled_number', null],
  ['7,91655E10', 'spoiled_number', null],
  ['7.9451567369E10', 'spoiled_number', ['+79451567369']],
  ['79461672098.0', 'spoiled_number', ['+79461672098']],
  ['79461672098,00', 'spoiled_number', ['+79461672098']],
  ['79,461,672,098', 'spoiled_number', ['+79461672098']],
  ['call me', 'not_a_phone', null],
  ['не помню, после 8', 'not_a_phone', null],
  ['12.05.1990', 'not_a_phone', null],
  ['1990-05-12', 'not_a_phone', null],
  ['1111111111', 'not_a_phone', null],
  ['ivan@mail.ru', 'not_a_phone', null],
  ['12345', 'too_short', null],
  ['89991', 'too_short', null],
  ['0611', 'too_short', null],
  ['2-15-30', 'too_short', null],
  ['555-35-35', 'too_short', null],
  ['8-800-555-35-3', 'too_short', null],
  ['8 916 555-01-0', 'too_short', null],
  ['+7 916 555-01-0', 'too_short', null],
  ['+5255555', 'too_short', null],
  ['791655501011', 'too_long', null],
  ['+7 916 555-01-011', 'too_long', null],
  ['+999 123456789', 'calling_code', null],
  ['+89165550101', 'calling_code', ['+79165550101']],
  [
    '8 (949) 198-62-85, 8 (949) 303-35-75',
    'several_values',
    ['8 (949) 198-62-85', '8 (949) 303-35-75'],
  ],
  [
    '8 (972) 209-10-14 / 8 (972) 313-83-04',
    'several_values',
    ['8 (972) 209-10-14', '8 (972) 313-83-04'],
  ],
  ['89161234567 и 89161234568', 'several_values', ['89161234567', '89161234568']],
])('asks about %j: %s', (text, problem, repair) => {
  expect(readPhone(text, 'RU')).toMatchObject({ problem, repair, number: null })
})
