import { expect, it } from 'vitest'
import { formatLeft, secondsLeft, withSample, type Sample } from './job-pace.ts'

const seen = (...samples: [at: number, done: number][]) =>
  samples.reduce<Sample[]>(
    (all, [second, done]) => withSample(all, { at: second * 1000, done }),
    [],
  )

it.each([
  ['there are no samples', seen(), undefined],
  ['there is one sample', seen([0, 10]), undefined],
  ['the samples cover too short a time', seen([0, 10], [1.9, 40]), undefined],
  ['there was no progress', seen([0, 10], [20, 10]), undefined],
  ['the pace is steady', seen([0, 0], [5, 50], [10, 100]), 90],
  ['it has slowed down recently', seen([0, 0], [10, 900], [45, 910], [65, 920]), 160],
])('estimates the remaining time if %s', (_, samples, seconds) => {
  expect(secondsLeft(samples, 1000)).toBe(seconds)
})

it.each([
  [1, '5 sec'],
  [22, '20 sec'],
  [57, '55 sec'],
  [59, '1 min'],
  [150, '3 min'],
])('formats %d seconds as %s', (seconds, text) => {
  expect(formatLeft(seconds, 'en')).toBe(text)
})
