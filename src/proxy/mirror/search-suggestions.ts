import { setImmediate } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { SuggestionReason, Suggestions } from '#contract/api/suggestions.ts'
import { foldText } from '#contract/model/search-key.ts'
import { readContent } from './mirror-content.ts'
import { itemAttributes, type MirrorTables } from './mirror-tables.ts'
import { nearWords, type Vocabulary } from './near-words.ts'
import { otherLayout, otherScript } from './search-variants.ts'

const maxItems = 5
const nearPerWord = 3
const vocabularyAge = 10 * 60_000 // words that are missing until then are not suggested
const rowsPerStep = 2000 // so that calls are answered in between

type Candidate = { search: string; reason: SuggestionReason }

/** Other searches for one that found little; each is returned only if it finds something. */
export function createSearchSuggestions(db: Kysely<MirrorTables>) {
  let known: { words: Promise<Vocabulary>; version: number; at: number } | undefined

  /** Words of a former content are used until those of the current one are read. */
  async function vocabulary(): Promise<Vocabulary> {
    const { version } = await readContent(db)
    if (!known) return readAll(version)
    const isCurrent = known.version === version || performance.now() - known.at < vocabularyAge
    if (!isCurrent) refresh(known.words, version)
    return known.words
  }

  function readAll(version: number): Promise<Vocabulary> {
    const words = readWords(db)
    known = { words, version, at: performance.now() }
    words.catch(() => (known = undefined))
    return words
  }

  function refresh(former: Promise<Vocabulary>, version: number) {
    const at = performance.now()
    known = { words: former, version, at }
    readWords(db).then(
      (words) => (known = { words: Promise.resolve(words), version, at }),
      () => (known = undefined), // the next suggestion reads them, and fails if it cannot
    )
  }

  /** `count` says how many contacts a search finds. */
  return async (
    search: string,
    count: (search: string) => Promise<number>,
  ): Promise<Suggestions> => {
    const words = await vocabulary()
    const typed = foldText(search)
    const seen = new Set([typed])
    const items: Suggestions['items'] = []
    for (const candidate of candidatesOf(typed, words)) {
      if (seen.has(candidate.search)) continue
      seen.add(candidate.search)
      const total = await count(candidate.search)
      if (total > 0) items.push({ ...candidate, total })
      if (items.length === maxItems) break
    }
    return { items }
  }
}

function candidatesOf(typed: string, words: Vocabulary): Candidate[] {
  const variants: Candidate[] = []
  const layout = otherLayout(typed)
  if (layout !== null) variants.push({ search: layout, reason: 'layout' })
  const script = otherScript(typed)
  if (script !== null) variants.push({ search: script, reason: 'script' })
  const near = (reason: SuggestionReason, text: string) =>
    nearSearches(text, words).map((search) => ({ search, reason }))
  return [
    ...variants,
    ...near('spelling', typed),
    ...variants.flatMap(({ search, reason }) => near(reason, search)),
  ]
}

/** The search with each word that does not occur replaced by a near one. */
function nearSearches(text: string, words: Vocabulary): string[] {
  const parts = text.split(' ')
  const options = parts.map((part) =>
    words.has(part) || /\d/.test(part) ? [part] : nearWords(part, words, nearPerWord),
  )
  if (options.some((near) => near.length === 0)) return []
  return Array.from({ length: nearPerWord }, (_, rank) =>
    options.map((near) => near[Math.min(rank, near.length - 1)]).join(' '),
  )
}

const minWord = 3
const plainWord = /^[\p{L}\p{M}]*$/u
const otherThanLetters = /[^\p{L}\p{M}]+/u

/** The words of names, companies and tags, and the domains of e-mails. */
async function readWords(db: Kysely<MirrorTables>): Promise<Vocabulary> {
  const words = new Map<string, number>()
  const add = (text: string) => {
    for (const part of text.split(' '))
      for (const word of plainWord.test(part) ? [part] : part.split(otherThanLetters))
        if (word.length >= minWord) words.set(word, (words.get(word) ?? 0) + 1)
  }
  for (let last = 0; ;) {
    const { rows } = await sql<{ id: number; text: string }>`
      select id, name as text from contacts
      where id > ${last} order by id limit ${rowsPerStep}`.execute(db)
    for (const { text } of rows) add(text)
    const end = rows.at(-1)
    if (!end) break
    last = end.id
    await setImmediate()
  }
  for (const { folded } of await db.selectFrom('names').select('folded').execute()) add(folded)
  const { rows } = await sql<{ text: string }>`select distinct coalesce(label, value) as text
    from items where attribute in (${itemAttributes.tags}, ${itemAttributes.emailDomains})`.execute(
    db,
  )
  for (const { text } of rows) add(text)
  return words
}
