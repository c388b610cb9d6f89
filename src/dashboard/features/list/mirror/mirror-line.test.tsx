import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { MirrorStatus } from '#contract/api/mirror.ts'
import type { Language } from '#dashboard/lib/i18n.ts'
import { renderControl } from '#testing/render-control.tsx'
import { MirrorLine } from './mirror-line.tsx'

const filling: MirrorStatus = {
  state: 'filling',
  isComplete: false,
  isPausedByUser: false,
  obstacle: null,
  read: 3400,
  expected: 10_035,
  startedAt: '2026-05-05T12:00:00Z',
  asOf: null,
  lastFullScanAt: null,
  chatsAsOf: null,
  talksAsOf: null,
  scanned: null,
  drift: null,
  unreadable: 0,
  disappeared: 0,
  requestsToday: 14,
  requestsByDay: [],
  bytes: null,
  problem: null,
}
const asOf = '2026-05-05T12:00:00.000Z'
const complete: MirrorStatus = { ...filling, state: 'complete', isComplete: true, asOf }
const unreachable = { code: 'source_unreachable', message: 'no response' } as const
const samples = [
  { at: 0, done: 1400 },
  { at: 20_000, done: 3400 },
]

type Given = {
  status?: MirrorStatus
  asOf?: string
  language?: Language
  timeZone?: string
  isSortPending?: boolean
}

async function textOf({
  status,
  asOf: of,
  language = 'en',
  timeZone,
  isSortPending = false,
}: Given) {
  const { container } = await renderControl(
    <div data-testid="line">
      <MirrorLine
        status={status}
        asOf={of ?? null}
        isSortPending={isSortPending}
        timeZone={timeZone ?? null}
        samples={status?.state === 'filling' ? samples : []}
      />
    </div>,
    language,
  )
  await screen.findByTestId('line')
  return container.textContent.replaceAll(/\s/gu, ' ')
}

it.each<[string, Given, string]>([
  ['nothing before it is known', {}, ''],
  ['nothing without a copy', { status: { ...filling, state: 'off' } }, ''],
  [
    'progress while it is filled',
    { status: filling },
    '3,400 of 10,035 contacts read · 100 per second · about 1 min left',
  ],
  [
    'progress without an expected number',
    { status: { ...filling, expected: null } },
    '3,400 contacts read · 100 per second',
  ],
  [
    'progress in Russian',
    { status: filling, language: 'ru' },
    'Прочитано контактов: 3 400 из 10 035 · 100 в секунду · осталось около 1 мин',
  ],
  [
    'that an order waits for it',
    { status: { ...filling, read: 0, expected: null }, isSortPending: true },
    '0 contacts read · 100 per secondThe requested order applies once all contacts are read',
  ],
  [
    'what the filling waits for',
    { status: { ...filling, state: 'paused', problem: unreachable } },
    'Reading is paused · 3,400 of 10,035 contacts read · The source is not responding. Your data is safe; try again in a minute.',
  ],
  [
    'why it has failed',
    {
      status: {
        ...filling,
        state: 'failed',
        problem: { code: 'state_full', message: 'disk full' },
      },
    },
    'Reading has failed · 3,400 of 10,035 contacts read · The disk of Kartoteka is full and nothing was saved. Tell your administrator.',
  ],
  [
    'that a complete copy is not kept up',
    { status: { ...complete, state: 'paused', problem: unreachable }, language: 'ru' },
    'Синхронизация приостановлена · Источник не отвечает. Ваши данные целы; повторите через минуту.',
  ],
])('says %s', async (_, given, text) => {
  expect(await textOf(given)).toBe(text)
})

it('says how old the rows are and keeps that up, with the time in the zone of the account', async () => {
  const now = new Date(Date.now() - 12_000).toISOString()
  await textOf({ status: complete, asOf: now, timeZone: 'Asia/Vladivostok' })
  const text = screen.getByText(/^Synchronised 1\d sec. ago$/)
  const before = text.textContent
  expect(text.dataset['tip']).toMatch(/^The list is as the source had it on .* GMT\+10$/)
  await expect.poll(() => text.textContent).not.toBe(before)
  expect(text.textContent).toMatch(/^Synchronised \d\d sec. ago$/)
})

it('names what a complete copy lacks', async () => {
  const status = { ...complete, unreadable: 1, disappeared: 312 }
  expect(await textOf({ status, asOf })).toContain(
    '1 contact could not be read and is missing here' +
      '312 contacts were not found by the last full scan',
  )
})
