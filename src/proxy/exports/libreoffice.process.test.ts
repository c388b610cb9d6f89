import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Papa from 'papaparse'
import { afterAll, describe, expect, it } from 'vitest'
import { contactRow } from '#testing/contact-row.ts'
import { exportLabels } from '#testing/export-order.ts'
import { isSoak, timeLimit } from '#testing/soak.ts'
import type { FilePlan } from './contact-file.ts'
import { writeInThread } from './file-writing.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-office-'))
afterAll(() => rmSync(folder, { recursive: true }))
const run = promisify(execFile)

/** A worksheet as LibreOffice opens it, saved as CSV with the texts that its cells show. */
async function opened(path: string): Promise<string[][]> {
  const args = ['--headless', '--norestore', `-env:UserInstallation=file://${join(folder, 'user')}`]
  const csv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true'
  try {
    await run('soffice', [...args, '--convert-to', csv, '--outdir', folder, path])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(
        'LibreOffice is not installed: this test opens a worksheet in it. On Debian: apt-get install libreoffice-calc',
        { cause: error },
      )
    throw error
  }
  const text = readFileSync(path.replace(/xlsx$/, 'csv'), 'utf8')
  return Papa.parse<string[]>(text.trimEnd()).data
}

const columns: FilePlan['columns'] = [
  { key: 'name', title: 'constructor', kind: 'text' },
  { key: 'phones', title: 'Телефон', kind: 'contactPoints' },
  { key: 'id', title: 'ID', kind: 'number' },
  { key: 'createdAt', title: 'Создан', kind: 'dateTime' },
  { key: 'field:1', title: 'День', kind: 'date' },
  { key: 'field:2', title: 'Сумма', kind: 'number' },
]

async function write(count: number): Promise<string> {
  const path = join(folder, `${count}.xlsx`)
  const file = await writeInThread({
    path,
    format: { type: 'xlsx', sheet: 'Контакты', days: 'dmy' },
    columns,
    labels: exportLabels,
    isFirstOnly: false,
    timeZone: 'Europe/Moscow',
    sort: undefined,
  })
  for (let first = 1; first <= count; first += 500)
    await file.add(
      Array.from({ length: Math.min(500, count - first + 1) }, (_, index) =>
        contactRow({
          id: first + index,
          name: `=1+1 _x0041_ <${first + index}>\nвторая строка`,
          phones: [{ value: '+79261125739', kind: null, kindId: null }],
          createdAt: '2026-11-26T21:30:05Z',
          fields: [
            { id: 1, value: { kind: 'date', value: '1990-01-31' } },
            { id: 2, value: { kind: 'number', value: '-1234.5' } },
          ],
        }),
      ),
    )
  await file.end()
  await file.close()
  return path
}

// It takes half a minute to start, and no other test needs it.
describe.runIf(isSoak)('LibreOffice', () => {
  it.each([3, 100_000])(
    'opens a worksheet of %i contacts with every value as it is',
    async (count) => {
      const [head, ...rows] = await opened(await write(count))
      expect(head).toEqual(columns.map(({ title }) => title))
      expect(rows).toHaveLength(count)
      expect(rows.at(-1)).toEqual([
        `=1+1 _x0041_ <${count}>\nвторая строка`,
        '+79261125739',
        String(count),
        '27.11.2026 00:30:05',
        '31.01.1990',
        '-1234.5',
      ])
    },
    timeLimit(120_000),
  )
})
