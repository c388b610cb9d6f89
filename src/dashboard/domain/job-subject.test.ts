import { describe, expect, it } from 'vitest'
import { jobSubject } from '#contract/api/jobs.ts'
import type { Value } from '#contract/model/value.ts'
import { editSubject } from './job-subject.ts'

const tags = (...names: string[]): Value => ({
  kind: 'tags',
  items: names.map((name) => ({ id: null, name })),
})
const text = (...values: string[]): Value => ({ kind: 'text', values })
const parts = (count: number): Value => ({
  kind: 'address',
  parts: Array.from({ length: count }, (_, index) => ({ part: `part ${index}`, value: 'x' })),
})

describe('what a title says of an edit', () => {
  const of = { key: 'tags', name: 'Tags' }
  it.each([
    ['a value', { operation: 'add', value: tags('a') }, { operation: 'add', value: tags('a') }],
    [
      'the first three of more',
      { operation: 'add', value: tags('a', 'b', 'c', 'd', 'e') },
      { operation: 'add', value: tags('a', 'b', 'c'), further: 2 },
    ],
    [
      'the beginning of a long text',
      { operation: 'set', value: text('x'.repeat(5000)) },
      { operation: 'set', value: text(`${'x'.repeat(59)}…`) },
    ],
    [
      'what is replaced by what',
      { operation: 'replace', value: text('b'), from: text('a') },
      { operation: 'replace', value: text('b'), from: text('a') },
    ],
    [
      'no value where none is left',
      { operation: 'clear', value: text('b') },
      { operation: 'clear' },
    ],
    ['nothing of a value that is too large', { operation: 'set', value: parts(200) }, undefined],
    ['nothing where each contact gets its own', {}, undefined],
  ] as const)('is %s', (_, ordered, edit) => {
    const subject = editSubject([{ ...of, ...ordered }])
    expect(subject.attributes).toEqual([{ ...of, ...(edit && { edit }) }])
    expect(jobSubject.safeParse(subject).error).toBeUndefined()
  })

  it('counts what looks wrong and was kept', () => {
    expect(editSubject([], 3)).toEqual({ code: 'edit', attributes: [], warned: 3 })
    expect(editSubject([])).not.toHaveProperty('warned')
  })
})
