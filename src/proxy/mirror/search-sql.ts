import { sql, type Kysely } from 'kysely'
import { andSql, orSql } from './condition-sql.ts'
import type { MirrorDialect, Sql } from './mirror-dialect.ts'
import type { MirrorTables } from './mirror-tables.ts'
import { beginningsOf, isIndexed, searchTerms, type SearchTerm } from './search-terms.ts'

/** Parts of a search that occur in names of companies, which are in no text of a contact. */
export type NamedParts = ReadonlySet<string>

/** Asked first, because most words occur in none, and then one look at the texts of contacts is enough. */
export async function namedParts(
  search: string,
  db: Kysely<MirrorTables>,
  dialect: MirrorDialect,
): Promise<NamedParts> {
  const parts = [...new Set(searchTerms(search).flatMap(partsOf))]
  if (parts.length === 0) return new Set()
  const tests = parts.map(
    (part, index) => sql`select ${sql.lit(index)} as part
      where exists (${companiesWith(part, dialect)})`,
  )
  const { rows } = await sql<{ part: number }>`${sql.join(tests, sql` union all `)}`.execute(db)
  return new Set(rows.flatMap(({ part }) => parts[part] ?? []))
}

/** Every term has to occur in the text of a contact or in the name of its company, in any order. */
export function searchSql(search: string, dialect: MirrorDialect, named: NamedParts): Sql[] {
  if (search === '') return []
  const terms = searchTerms(search)
  const inTexts = textsSql(terms, dialect)
  if (inTexts.length === 0) return [orSql([])]
  if (named.size === 0) return inTexts
  const [part, ...otherParts] = terms.flatMap(partsOf)
  if (part !== undefined && otherParts.length === 0)
    return [dialect.isIdOrOfCompany(idsWith(part, dialect), companiesWith(part, dialect))]
  const some = [...named].map((part) => companiesWith(part, dialect))
  const found = terms.map((term) => termSql(term, (part) => partSql(part, dialect, named)))
  return [
    sql`c.id in (${idsInTexts(terms, dialect)}
      union all select c.id from contacts c where c.company_id in (${sql.join(some, sql` union `)})
        and ${andSql(found)})`,
  ]
}

const isPlain = ({ digits }: SearchTerm): boolean => digits.length === 0

const isIdIn = (ids: Sql): Sql => sql`c.id in (${ids})`

const partsOf = ({ words, digits }: SearchTerm): string[] => [
  ...digits,
  ...words.flatMap((word) => (isIndexed(word) ? [word] : beginningsOf(word))),
]

const idsWith = (part: string, dialect: MirrorDialect): Sql =>
  isIndexed(part) ? dialect.withParts([part], 'all') : dialect.withBeginning(part)

const companiesWith = (part: string, dialect: MirrorDialect): Sql =>
  isIndexed(part) ? dialect.companiesWithPart(part) : dialect.companiesWithBeginning(part)

/** Whether a part of a term is in the name of the company of `c`, or in the text of `c`. */
function partSql(part: string, dialect: MirrorDialect, named: NamedParts): Sql {
  const inText = isIdIn(idsWith(part, dialect))
  if (!named.has(part)) return inText
  return orSql([sql`c.company_id in (${companiesWith(part, dialect)})`, inText])
}

function termSql(term: SearchTerm, has: (part: string) => Sql): Sql {
  const words = partsOf({ ...term, digits: [] }).map(has)
  return orSql([...term.digits.map(has), ...(words.length > 0 ? [andSql(words)] : [])])
}

/** Contacts with all terms in their texts. */
function idsInTexts(terms: SearchTerm[], dialect: MirrorDialect): Sql {
  const words = terms.flatMap((term) => term.words)
  if (terms.every(isPlain) && words.every(isIndexed)) return dialect.withParts(words, 'all')
  return sql`select c.id from contacts c where ${andSql(textsSql(terms, dialect))}`
}

function textsSql(terms: SearchTerm[], dialect: MirrorDialect): Sql[] {
  // One look at the index for all that has no alternatives.
  const [plain, others] = [terms.filter(isPlain), terms.filter((term) => !isPlain(term))]
  return [
    ...wordsSql(
      plain.flatMap(({ words }) => words),
      dialect,
    ),
    ...others.map(({ words, digits }) => {
      const asWords = wordsSql(words, dialect)
      return orSql([
        isIdIn(dialect.withParts(digits, 'any')),
        ...(asWords.length > 0 ? [andSql(asWords)] : []),
      ])
    }),
  ]
}

function wordsSql(words: string[], dialect: MirrorDialect): Sql[] {
  const parts = words.filter(isIndexed)
  const beginnings = words.filter((word) => !isIndexed(word)).flatMap(beginningsOf)
  return [
    ...(parts.length > 0 ? [isIdIn(dialect.withParts(parts, 'all'))] : []),
    ...beginnings.map((text) => isIdIn(dialect.withBeginning(text))),
  ]
}
