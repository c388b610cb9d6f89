import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import {
  looseFlag,
  looseId,
  looseInt,
  looseNumber,
  looseText,
  row,
  rowsOf,
  unreadableIn,
} from './lenient.ts'

/** The same schema without a quick reading. */
const slow = <Schema extends z.ZodType>(schema: Schema) => schema.refine(() => true)

const given = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  false,
  true,
  [],
  {},
  0,
  1,
  -1,
  1.5,
  2 ** 60,
  '7',
  ' 7 ',
  '1.5',
  'text',
  { id: 3 },
  [{ id: 3 }],
  [{ id: '4' }, { id: 0 }, null, 5],
  { a: { id: 6, name: [1] } },
)
const raw = fc.record(
  { id: given, whole: given, decimal: given, text: given, flag: given, one: given, rows: given },
  { requiredKeys: [] },
)

it('reads the same as the schemas do, also what is not documented', () => {
  const quickInner = row({ id: looseId }, { name: looseText })
  const slowInner = row({ id: slow(looseId) }, { name: slow(looseText) })
  const quick = row(
    { id: looseId },
    {
      whole: looseInt,
      decimal: looseNumber,
      text: looseText,
      flag: looseFlag,
      one: quickInner,
      rows: rowsOf(quickInner),
    },
  )
  const slowly = row(
    { id: slow(looseId) },
    {
      whole: slow(looseInt),
      decimal: slow(looseNumber),
      text: slow(looseText),
      flag: slow(looseFlag),
      one: slow(slowInner),
      rows: slow(rowsOf(slow(slowInner))),
    },
  )
  fc.assert(
    fc.property(fc.oneof(raw, given), (value) => {
      const [found, wanted] = [quick.safeParse(value), slowly.safeParse(value)]
      expect(found.data).toEqual(wanted.data)
      expect(unreadableIn(found.data)).toEqual(unreadableIn(wanted.data))
    }),
    { numRuns: 2000 },
  )
})
