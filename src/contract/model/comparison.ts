import type { ValueKindName } from './value.ts'

/**
 * How conditions and filters compare the values of a kind. From it follow the operators, the editors
 * of conditions, and what a local copy stores to compare.
 *
 * - `text`: its search text, without case
 * - `number`: a decimal number; its sort key is that of `decimalSortKey`
 * - `day`, `moment`: its sort key
 * - `content`: text of several parts, which can only be searched
 * - `none`: only whether there is one
 */
export type Comparison =
  | 'text'
  | 'number'
  | 'flag'
  | 'day'
  | 'moment'
  | 'choice'
  | 'contactPoint'
  | 'content'
  | 'user'
  | 'company'
  | 'tag'
  | 'link'
  | 'none'

/** Apart from the registry of kinds, which is too large to load for a list of columns. */
export const comparisonOf = {
  text: 'text',
  url: 'text',
  number: 'number',
  money: 'number',
  flag: 'flag',
  date: 'day',
  dateTime: 'moment',
  choice: 'choice',
  contactPoints: 'contactPoint',
  address: 'content',
  companyDetails: 'content',
  user: 'user',
  company: 'company',
  tags: 'tag',
  links: 'link',
  files: 'none',
  unknown: 'none',
} as const satisfies Record<ValueKindName, Comparison>
