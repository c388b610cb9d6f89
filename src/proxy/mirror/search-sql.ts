import { sql } from 'kysely'
import { andSql, orSql, type Sql } from './condition-sql.ts'
import { beginningsOf, isIndexed, searchTerms, type SearchTerm } from './search-terms.ts'

/** Every term has to occur, in any order. */
export function searchSql(search: string): Sql[] {
  if (search === '') return []
  const terms = searchTerms(search)
  // One look at the index for all that has no alternatives.
  const [plain, others] = [terms.filter(isPlain), terms.filter((term) => !isPlain(term))]
  const parts = [
    ...wordsSql(plain.flatMap(({ words }) => words)),
    ...others.map(({ words, digits }) => {
      const asWords = wordsSql(words)
      return orSql([hasParts(digits, 'OR'), ...(asWords.length > 0 ? [andSql(asWords)] : [])])
    }),
  ]
  return parts.length > 0 ? parts : [orSql([])]
}

const isPlain = ({ digits }: SearchTerm): boolean => digits.length === 0

function wordsSql(words: string[]): Sql[] {
  const parts = words.filter(isIndexed)
  const beginnings = words.filter((word) => !isIndexed(word)).flatMap(beginningsOf)
  return [
    ...(parts.length > 0 ? [hasParts(parts, 'AND')] : []),
    ...beginnings.map(
      (word) =>
        sql`c.id in (select rowid from search_begins where search_begins match ${`${quoted(word)}*`})`,
    ),
  ]
}

const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`

const hasParts = (parts: string[], by: 'AND' | 'OR'): Sql =>
  sql`c.id in (select rowid from search where search match ${parts.map(quoted).join(` ${by} `)})`
