import { andSql, orSql } from './condition-sql.ts'
import type { MirrorDialect, Sql } from './mirror-dialect.ts'
import { beginningsOf, isIndexed, searchTerms, type SearchTerm } from './search-terms.ts'

/** Every term has to occur, in any order. */
export function searchSql(search: string, dialect: MirrorDialect): Sql[] {
  if (search === '') return []
  const terms = searchTerms(search)
  // One look at the index for all that has no alternatives.
  const [plain, others] = [terms.filter(isPlain), terms.filter((term) => !isPlain(term))]
  const parts = [
    ...wordsSql(
      plain.flatMap(({ words }) => words),
      dialect,
    ),
    ...others.map(({ words, digits }) => {
      const asWords = wordsSql(words, dialect)
      return orSql([
        dialect.hasParts(digits, 'any'),
        ...(asWords.length > 0 ? [andSql(asWords)] : []),
      ])
    }),
  ]
  return parts.length > 0 ? parts : [orSql([])]
}

const isPlain = ({ digits }: SearchTerm): boolean => digits.length === 0

function wordsSql(words: string[], dialect: MirrorDialect): Sql[] {
  const parts = words.filter(isIndexed)
  const beginnings = words.filter((word) => !isIndexed(word)).flatMap(beginningsOf)
  return [
    ...(parts.length > 0 ? [dialect.hasParts(parts, 'all')] : []),
    ...beginnings.map(dialect.hasBeginning),
  ]
}
