import { expect, it } from 'vitest'
import { chatsEn } from './chats-en.ts'
import { chatsRu } from './chats-ru.ts'
import { en } from './en.ts'
import { formEn } from './form-en.ts'
import { formRu } from './form-ru.ts'
import { gridEn } from './grid-en.ts'
import { gridRu } from './grid-ru.ts'
import { jobRunEn } from './job-run-en.ts'
import { jobRunRu } from './job-run-ru.ts'
import { jobsEn } from './jobs-en.ts'
import { jobsRu } from './jobs-ru.ts'
import { ru } from './ru.ts'

const textsIn = (tree: unknown): string[] =>
  typeof tree === 'string'
    ? [tree]
    : typeof tree === 'object' && tree !== null
      ? Object.values(tree).flatMap(textsIn)
      : []

it.each([
  {
    files: [en, formEn, gridEn, jobsEn, jobRunEn, chatsEn],
    lost: /(answer|response)[^.]* lost/i,
    words: 'The response was lost: this may have been saved.',
  },
  {
    files: [ru, formRu, gridRu, jobsRu, jobRunRu, chatsRu],
    lost: /ответ[^.]* потерян/i,
    words: 'Ответ потерян: это могло сохраниться.',
  },
])(
  'a lost response is described in the same words everywhere: $words',
  ({ files, lost, words }) => {
    const texts = textsIn(files).filter((text) => lost.test(text))
    expect(texts.length).toBeGreaterThan(4)
    expect(texts.filter((text) => !text.startsWith(words))).toEqual([])
  },
)

it.each([
  { jobs: jobsEn, run: jobRunEn, grid: gridEn, word: 'may have been saved' },
  { jobs: jobsRu, run: jobRunRu, grid: gridRu, word: 'могло сохраниться' },
])('its state has the same name on every screen: $word', ({ jobs, run, grid, word }) => {
  const names: string[] = [jobs.outcomes.unknown, jobs.outcome.unknown, jobs.retry.unknown]
  names.push(run.outcomes.unknown, grid.statuses.unknown)
  expect(names.map((name) => name.toLowerCase())).toEqual(names.map(() => word))
})
