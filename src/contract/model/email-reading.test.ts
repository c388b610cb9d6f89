import { expect, it } from 'vitest'
import { readEmail } from './email-reading.ts'

it.each([
  'vera@example.ru',
  'VERA@EXAMPLE.RU',
  'vera+promo@example.com',
  "o'brien@example.ie",
  'first.last@sub.domain.example.co.uk',
  'user_name-1@example-site.travel',
  'a@b.co',
  '12345@qq.com',
  'name.@docomo.ne.jp',
  'user..name@docomo.ne.jp',
  'иван@почта.рф',
  'ivan@почта.рф',
  'иван@example.com',
  'kontakt@müller.de',
  'user@xn--80a1acny.xn--p1ai',
  '用户@例子.公司',
  '"very unusual"@example.com',
  'admin@[192.168.1.10]',
  'l.zhavoronkov@home.example',
  'mailto:vera@example.ru',
  '"Vera K." <vera@example.ru>',
  '',
])('does not ask about %j', (text) => {
  expect(readEmail(text)).toEqual({ problem: null, repair: null })
})

it.each([
  ['нет', 'placeholder', []],
  ['-', 'placeholder', []],
  ['N/A', 'placeholder', []],
  ['нет почты', 'placeholder', []],
  ['не почта', 'not_an_email', null],
  ['a@b', 'not_an_email', null],
  ['vera.example.ru', 'not_an_email', null],
  ['@example.ru', 'not_an_email', null],
  ['vera@', 'not_an_email', null],
  ['vera@@example.ru', 'not_an_email', null],
  ['vera@example.ruivan@example.ru', 'not_an_email', null],
  ['vera@-example.ru', 'not_an_email', null],
  ['vera@example..ru', 'not_an_email', null],
  ['vera@example.1', 'not_an_email', null],
  ['/o=ExchangeLabs/ou=Exchange/cn=Recipients/cn=5f3', 'not_an_email', null],
  ['+79165550101', 'not_an_email', null],
  ['vera@example,ru', 'not_an_email', ['vera@example.ru']],
  ['vera @example.ru', 'not_an_email', ['vera@example.ru']],
  ['vera@example.ru.', 'not_an_email', ['vera@example.ru']],
  ['vеra@example.ru', 'look_alikes', ['vera@example.ru']],
  ['vera@mаil.ru', 'look_alikes', ['vera@mail.ru']],
  ['vera@example.ru, ivan@example.ru', 'several_values', ['vera@example.ru', 'ivan@example.ru']],
  ['vera@example.ru ivan@example.ru', 'several_values', ['vera@example.ru', 'ivan@example.ru']],
])('asks about %j: %s', (text, problem, repair) => {
  expect(readEmail(text)).toEqual({ problem, repair })
})
