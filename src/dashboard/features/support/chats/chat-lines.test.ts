import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Chat, ChatContact } from '#contract/api/chats.ts'
import { readLines } from './chat-lines.ts'
import { readTokens } from './chat-tokens.ts'
import { checkLines, toJobRows } from './chat-verdicts.ts'

const uuid = (index: number) => `0a1b2c3d-0000-4000-a000-${String(index).padStart(12, '0')}`
const contact = (id: number, more: Partial<ChatContact> = {}): ChatContact => ({
  id,
  name: `Ada ${id}`,
  isUnsorted: false,
  exists: true,
  ...more,
})
const separator = fc.constantFrom(',', ';', '\t', ' ', ' , ', ' ;\t', '|')

describe('pasted lists', () => {
  it('are split with any separators', () => {
    const chats = fc.uniqueArray(fc.uuid(), { maxLength: 20 })
    const contacts = fc.uniqueArray(fc.integer({ min: 1, max: 1e9 }), { maxLength: 20 })
    const gap = fc.constantFrom(', ', '\n', ';', '\t', '" "', '\r\n', ' | ', '](')
    fc.assert(
      fc.property(chats, contacts, gap, fc.boolean(), (some, ids, between, isUpper) => {
        const written = some.map((chat) => (isUpper ? chat.toUpperCase() : chat))
        const text = [...written, ...ids, ...written].join(between)
        expect(readTokens(text)).toEqual({ chats: some, contacts: ids, odd: [] })
      }),
    )
  })

  it('report what is neither', () => {
    expect(readTokens('12 0 -3 1e5 x abc-def 12.5')).toEqual({
      chats: [],
      contacts: [12],
      odd: ['0', '-3', '1e5', 'x', 'abc-def', '12.5'],
    })
  })
})

describe('pairs by lines', () => {
  it('are read with any separator, in either order, in quotes, in either case', () => {
    const pair = fc.record({
      id: fc.integer({ min: 1, max: 1e12 }),
      gap: separator,
      isTurned: fc.boolean(),
      isQuoted: fc.boolean(),
      end: fc.constantFrom('', ' ', ','),
    })
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 30 }), (pairs) => {
        const text = pairs
          .map(({ id, gap, isTurned, isQuoted, end }, index) => {
            const chat = isQuoted ? `"${uuid(index).toUpperCase()}"` : uuid(index)
            return (isTurned ? [id, chat] : [chat, id]).join(gap) + end
          })
          .join('\n')
        expect(readLines(text)).toMatchObject(
          pairs.map(({ id }, index) => ({ line: index + 1, chat: uuid(index), contact: id })),
        )
      }),
    )
  })

  it('of a thousand lines are read line by line, with every issue', () => {
    const issues = [
      () => 'nonsense,12',
      () => `${uuid(1).slice(1)},12`,
      (index: number) => `${uuid(index)},twelve`,
      (index: number) => `${uuid(index)},0`,
      (index: number) => `${uuid(index)},-5`,
      (index: number) => `${uuid(index)},1.5`,
      (index: number) => `${uuid(index)},9999999999999999`,
      (index: number) => uuid(index),
      (index: number) => `${uuid(index)},1,2`,
      () => 'x',
      () => `${uuid(0)},1`,
      () => `${uuid(0).toUpperCase()};2`,
    ]
    const expected = [
      'chat',
      'chat',
      'contact',
      'contact',
      'contact',
      'contact',
      'contact',
      'shape',
      'shape',
      'shape',
      'repeated',
      'contradicted',
    ]
    const lines = Array.from({ length: 1000 }, (_, index) =>
      index % 4 === 3
        ? (issues[((index - 3) / 4) % issues.length]?.(index) ?? '')
        : `${uuid(index)},${index + 1}`,
    )
    const read = readLines(`\uFEFFchat_id,contact_id\r\n${lines.join('\r\n')}\r\n\r\n`)
    expect(read).toHaveLength(1000)
    expect(read.map(({ line }) => line)).toEqual(
      Array.from({ length: 1000 }, (_, index) => index + 2),
    )
    const wrong = read.filter(({ issue }) => issue !== undefined)
    expect(wrong.map(({ issue }) => issue)).toEqual(
      Array.from({ length: 250 }, (_, index) => expected[index % expected.length]),
    )
    expect(wrong.find(({ issue }) => issue === 'contradicted')).toMatchObject({ earlier: 2 })
  })

  it('never throw and never add a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const read = readLines(text)
        expect(read.length).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length)
      }),
    )
  })
})

describe('the preview of a link', () => {
  const chat = (index: number, of: ChatContact): [string, Chat] => [
    uuid(index),
    { chat: uuid(index), linkId: index, contact: of },
  ]
  const known = {
    chats: new Map([chat(1, contact(1)), chat(2, contact(2, { isUnsorted: true }))]),
    contacts: new Map([
      [1, contact(1)],
      [9, contact(9, { name: null, exists: false })],
    ]),
  }
  const lines = readLines(
    [1, 2, 3].map((index) => `${uuid(index)},1`).join('\n') + `\n${uuid(4)},9\nx`,
  )

  it('distinguishes linked, moved, new, unknown and invalid lines', () => {
    const verdicts = checkLines(lines, known)
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      'already',
      'move',
      'link',
      'noContact',
      'fault',
    ])
    expect(verdicts[1]).toMatchObject({ from: { id: 2, isUnsorted: true } })
    expect(toJobRows(verdicts, { withMoves: true })).toEqual([
      { chat: uuid(2), contact: 1, from: 2, name: 'Ada 1' },
      { chat: uuid(3), contact: 1, from: null, name: 'Ada 1' },
    ])
    expect(toJobRows(verdicts, { withMoves: false })).toHaveLength(1)
  })
})
