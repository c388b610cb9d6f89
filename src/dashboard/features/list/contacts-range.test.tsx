import { screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { ContactsPageJump } from './contacts-page-jump.tsx'
import { ContactsRange } from './contacts-range.tsx'
import { pageCount, rangeOf } from './contacts-range-numbers.ts'

it.each([
  [
    { page: 1, size: 50, rows: 50, total: 10_035 },
    { from: 1, to: 50 },
  ],
  [
    { page: 201, size: 50, rows: 35, total: 10_035 },
    { from: 10_001, to: 10_035 },
  ],
  [
    { page: 3, size: 250, rows: 250, total: 10_035 },
    { from: 501, to: 750 },
  ],
  [
    { page: 1, size: 50, rows: 1, total: 1 },
    { from: 1, to: 1 },
  ],
  [{ page: 1, size: 50, rows: 0, total: 0 }, undefined],
  [{ page: 900, size: 50, rows: 0, total: 10_035 }, undefined],
])('the rows of %o are %o', (page, range) => {
  expect(rangeOf(page)).toEqual(range)
})

it.each([
  [0, 1],
  [50, 1],
  [51, 2],
  [10_035, 201],
])('%d contacts have %d pages of 50', (total, pages) => {
  expect(pageCount(total, 50)).toBe(pages)
})

it.each([
  ['en', 50, '1–50 of 10,035'],
  ['en', 0, '10,035 total'],
  ['ru', 50, '1–50 из 10\u00A0035'],
] as const)('says in %s for %d rows: %s', async (language, rows, text) => {
  await renderControl(<ContactsRange page={1} size={50} rows={rows} total={10_035} />, language)
  expect(await screen.findByText(text, { normalizer: (raw) => raw })).toBeDefined()
})

function Jump({ total }: { total: number }) {
  const [page, setPage] = useState(3)
  return (
    <>
      <output>{page}</output>
      <ContactsPageJump page={page} size={50} total={total} onPage={setPage} />
    </>
  )
}
const shown = () => screen.getByRole('status').textContent

it('jumps to the page that is typed, and to the last one for a larger number', async () => {
  const { user } = await renderControl(<Jump total={10_035} />)
  const field = await screen.findByRole<HTMLInputElement>('spinbutton', { name: 'Page of 201' })
  await user.click(field)
  await user.keyboard('57')
  expect(shown()).toBe('3')
  await user.keyboard('{Enter}')
  expect(shown()).toBe('57')
  await user.clear(field)
  await user.keyboard('9000{Enter}')
  expect(shown()).toBe('201')
  await user.clear(field)
  await user.keyboard('x{Enter}')
  expect(shown()).toBe('1')
  await user.keyboard('{ArrowUp}')
  expect(field.value).toBe('2')
  await user.tab()
  expect([shown(), field.value]).toEqual(['1', '1'])
})
