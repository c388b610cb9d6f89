import type { ContactQuery } from '#contract/api/contacts.ts'
import { attributesOf } from '#contract/model/attribute.ts'
import { copiedKeys } from '#contract/model/listed-key.ts'
import { isTalkKey } from '#contract/model/talk-key.ts'
import { toEntry } from '#proxy/mirror/contact-entry.ts'
import { readContent } from '#proxy/mirror/mirror-content.ts'
import { createMirrorQuery } from '#proxy/mirror/mirror-query.ts'
import { createMirrorWriter, type Derive } from '#proxy/mirror/mirror-writer.ts'
import type { WritableDatabase } from '#proxy/mirror/writable-database.ts'
import { rowMergers, rowReaders } from '#proxy/sources/row-readers.ts'
import type { FeedNames, FeedRow, SourceFeed } from '#proxy/sources/source-feed.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { readTalks, talkRows } from './listed-talks.ts'
import { buildSourceStack, type buildSources } from './source-stack.ts'

const call = { priority: 'person' } as const
const whole: ContactQuery = { page: 1, size: 500, search: '' }

export type FilledMirror = Awaited<ReturnType<typeof fillMirror>>

async function readAll(feed: SourceFeed) {
  const rows: FeedRow[] = []
  for (let page = 1; ; page++) {
    const found = await (feed.isSorted
      ? feed.listById(page, 250, call)
      : feed.list(rows.length, 250, call))
    rows.push(...found.rows)
    if (!found.hasNext) return rows
  }
}

/** Names that lists of companies or rows tell. */
async function companiesOf(feed: SourceFeed, rows: FeedRow[]): Promise<Map<number, string>> {
  if (feed.isSorted) return feed.companiesChangedSince(0, call)
  const named = rows.flatMap(({ companyId, companyName }) =>
    companyId !== null && companyName ? [[companyId, companyName] as const] : [],
  )
  return new Map(named)
}

/** Contacts of the mock in a database, and the same as the source lists them. */
export async function fillMirror(
  database: WritableDatabase,
  contacts: number,
  source: keyof ReturnType<typeof buildSources> = 'main',
) {
  const { mock, sources } = buildSourceStack({ contacts })
  const { feed: own, info } = sources[source]
  const feed = requirePart(own, 'a feed')
  const context = await feed.readContext(call)
  const rows = await readAll(feed)
  const companies = await companiesOf(feed, rows)
  const names: FeedNames = { users: await feed.listUsers(call), companies }
  const readRows = rowReaders[feed.dialect]
  const derive: Derive = (...given) => readRows(...given).map(toEntry)
  const merge = rowMergers[feed.dialect]
  const writer = await createMirrorWriter({ database, derive, merge })
  await writer.setContext(context)
  await writer.rename('company', [...names.companies])
  await writer.rename('user', [...names.users])
  await writer.apply(rows, 1, 1)
  // Single contacts tell more than lists.
  const some = rows.filter((_row, index) => index % 3 === 0).map(({ id }) => id)
  const { rows: single } = merge ? await feed.readRows(some, call) : { rows: [] }
  await writer.apply(single, 2, null)
  await writer.buildIndexes()
  // Of some contacts it is not known.
  const chats = new Map(rows.filter((_, index) => index % 3 > 0).map(({ id }) => [id, id % 4]))
  await writer.setChats([...chats])
  const talks = await readTalks(feed)
  await writer.applyTalks(talks, 1)
  const talksOf = talkRows(talks)
  await mock.app.close()
  const now = Date.now()
  const query = createMirrorQuery({ ...database, now: () => now })
  const readNow = () =>
    readRows(
      rows.map(({ id, body }) => {
        const more = single.find((row) => row.id === id)
        return more && merge ? merge(body, more.body) : body
      }),
      names,
      context,
    ).map((contact) => ({
      ...contact,
      chats: chats.get(contact.id) ?? null,
      talks: talksOf.get(contact.id) ?? [],
    }))
  const all = readNow()
  const copied = copiedKeys.filter((key) =>
    isTalkKey(key) ? feed.talks !== null : feed.countChats !== undefined,
  )
  const known = attributesOf(info.capabilities, context.definitions).map(({ key }) => key)
  return {
    context,
    /** Attributes that the source tells. */
    known: new Set([...known, ...copied, ...(feed.partlyKnown ?? [])]),
    partly: feed.partlyKnown ?? [],
    all,
    query,
    writer,
    rows,
    clock: { now, timeZone: context.timeZone },
    /** In `all` as well; returns how many writes it took. */
    async renameCompany(id: number, name: string): Promise<number> {
      const before = await readContent(database.db)
      await writer.rename('company', [[id, name]])
      names.companies.set(id, name)
      all.splice(0, all.length, ...readNow())
      return (await readContent(database.db)).version - before.version
    },
    async listed(wanted: Partial<ContactQuery>) {
      const found = await query.list({ ...whole, ...wanted }, { contacts: 'all' }, context)
      return { ids: found.ids, total: found.total }
    },
  }
}
