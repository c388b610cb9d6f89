import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import fc from 'fast-check'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, describe, expect, it } from 'vitest'
import type { Contact } from '#contract/api/contacts.ts'
import { maxCellLength, type ExportFormat } from '#contract/api/exports.ts'
import { contactRow } from '#testing/contact-row.ts'
import { exportLabels } from '#testing/export-order.ts'
import { runs } from '#testing/soak.ts'
import { createContactFile, type FilePlan } from './contact-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

const xlsx: ExportFormat = { type: 'xlsx', sheet: 'Контакты', days: 'dmy' }
const csv: ExportFormat = {
  type: 'csv',
  separator: 'comma',
  hasByteOrderMark: false,
  hasDigitsAsText: false,
}

type Given = Partial<FilePlan> & { contacts: Contact[] }
let files = 0

async function write({ contacts, ...given }: Given) {
  files += 1
  const path = join(folder, `${files}.out`)
  const file = await createContactFile({
    path,
    format: xlsx,
    columns: [{ key: 'name', title: 'Name', kind: 'text' }],
    labels: exportLabels,
    isFirstOnly: false,
    timeZone: 'Europe/Moscow',
    sort: undefined,
    ...given,
  })
  for (let index = 0; index < contacts.length; index += 2)
    await file.add(contacts.slice(index, index + 2))
  return { path, ...(await file.end()) }
}

async function sheetOf(path: string) {
  const [sheet] = await readXlsxFile(path, { trim: false })
  return sheet?.data ?? []
}

describe('a worksheet', () => {
  it('has texts as texts, numbers as numbers and days as days, in the zone of the account', async () => {
    const contact = contactRow({
      id: 7_171_955,
      name: '=1+1',
      phones: [
        { value: '+7 (926) 112-57-39', kind: 'WORK', kindId: null },
        { value: '+442079460000', kind: null, kindId: null },
      ],
      createdAt: '2026-11-26T21:30:05Z',
      fields: [
        { id: 1, value: { kind: 'number', value: '-1234567.5' } },
        { id: 2, value: { kind: 'number', value: '4276380012345678999' } },
        { id: 3, value: { kind: 'date', value: '1990-01-31' } },
        { id: 4, value: { kind: 'date', value: '1812-08-26' } },
        { id: 5, value: { kind: 'text', values: ['007'] } },
      ],
    })
    const columns: FilePlan['columns'] = [
      { key: 'name', title: 'Имя', kind: 'text' },
      { key: 'phones', title: 'Телефон', kind: 'contactPoints' },
      { key: 'id', title: 'ID', kind: 'number' },
      { key: 'createdAt', title: 'Создан', kind: 'dateTime' },
      { key: 'field:1', title: 'Сумма', kind: 'number' },
      { key: 'field:2', title: 'Карта', kind: 'number' },
      { key: 'field:3', title: 'День', kind: 'date' },
      { key: 'field:4', title: 'Давно', kind: 'date' },
      { key: 'field:5', title: 'constructor', kind: 'text' },
      { key: 'tags', title: '__proto__', kind: 'tags' },
    ]
    const { path } = await write({ contacts: [contact], columns })
    expect(await sheetOf(path)).toEqual([
      columns.map(({ title }) => title),
      [
        '=1+1',
        '+7 (926) 112-57-39, +442079460000',
        7_171_955,
        new Date('2026-11-27T00:30:05Z'),
        -1_234_567.5,
        '4276380012345678999',
        new Date('1990-01-31T00:00:00Z'),
        '1812-08-26',
        '007',
        null,
      ],
    ])
  })

  it('parses back to the same texts, whatever they are', async () => {
    const odd = fc.constantFrom('constructor', '__proto__', '<a&b>', '_x0041_', '1e5', ' ', 'a\rb')
    const names = fc.array(fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), odd), {
      minLength: 1,
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(names, async (texts) => {
        const contacts = texts.map((name, id) => contactRow({ id: id + 1, name }))
        const { path } = await write({ contacts })
        const read = await sheetOf(path)
        // A line of a cell ends by one character.
        expect(read.slice(1).map(([name]) => name)).toEqual(
          texts.map((text) => text.toWellFormed().replaceAll('\r\n', '\n')),
        )
      }),
      { numRuns: runs(5) },
    )
  })

  it('cuts what is longer than a cell may be, and counts it', async () => {
    const contacts = [
      contactRow({ id: 1, name: 'ы'.repeat(maxCellLength) }),
      contactRow({ id: 2, name: `${'a'.repeat(maxCellLength - 2)}😀bc` }),
    ]
    const { path, cut } = await write({ contacts })
    const [, whole, long] = (await sheetOf(path)).map(([name]) => name)
    expect(cut).toBe(1)
    expect(String(whole)).toHaveLength(maxCellLength)
    expect(String(long)).toBe(`${'a'.repeat(maxCellLength - 2)}…`)
  })

  it('is a file of the size that it says', async () => {
    const { path, bytes } = await write({ contacts: [contactRow({ id: 1, name: 'Ada' })] })
    expect(readFileSync(path)).toHaveLength(bytes)
  })
})

it('has rows in the order of the list, though they arrive in another one', async () => {
  const contacts = [
    contactRow({ id: 1, name: 'Client 10', updatedAt: '2026-01-01T00:00:00Z' }),
    contactRow({ id: 2, name: 'Client 9', updatedAt: null }),
    contactRow({ id: 3, name: 'ёлка', updatedAt: '2026-03-01T00:00:00Z' }),
    contactRow({ id: 4, name: 'Client 9', updatedAt: '2026-02-01T00:00:00Z' }),
    contactRow({ id: 5, name: '' }),
  ]
  const namesBy = async (sort: string) => {
    const columns: FilePlan['columns'] = [{ key: 'id', title: 'ID', kind: 'number' }]
    const { path } = await write({ contacts, columns, sort, format: csv })
    return Papa.parse<string[]>(readFileSync(path, 'utf8').trim())
      .data.slice(1)
      .map(([id]) => Number(id))
  }
  expect(await namesBy('name')).toEqual([2, 4, 1, 3, 5])
  expect(await namesBy('-updatedAt')).toEqual([3, 4, 1, 2, 5])
  expect(await namesBy('-name,-id')).toEqual([3, 1, 4, 2, 5])
})

it('leaves nothing behind when it is given up', async () => {
  const path = join(folder, 'none.out')
  writeFileSync(path, '')
  const file = await createContactFile({
    path,
    format: csv,
    columns: [{ key: 'name', title: 'Name', kind: 'text' }],
    labels: exportLabels,
    isFirstOnly: false,
    timeZone: 'UTC',
    sort: 'name',
  })
  await file.add([contactRow({ id: 1, name: 'Ada' })])
  await file.abort()
  expect(() => readFileSync(path)).toThrow(/ENOENT/)
  expect(() => readFileSync(`${path}.rows`)).toThrow(/ENOENT/)
})
